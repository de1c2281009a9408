"""One run of chaos: what happens to four machines and a hub, out of one seed, and how it must end.

before      mia writes alone, sets sync up; leo and kim join by an invitation
the storm   commands, syncs, kills, cuts, hubs that go away, are wiped or restored; a fourth
            machine that is a copy of another's files; an older journal that is put back
the end     everything is healed, and the machines sync in turn until nothing moves
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fold_oracle import differences
from intentions import Intentions, Kept
from laptops import MORNING, Broken, Done, Machine
from random_commands import Command, Writer
from stormy_hubs import StormyHub

WRITERS = ("mia", "leo", "kim")
COPY = "dup"
ROUNDS = 10
HOUR = 3600.0


@dataclass(frozen=True)
class Size:
    """How long a run is."""

    before: int = 8
    steps: int = 45
    largest_import: int = 30
    # A share of the kills is by the clock of this machine, and not repeatable to the letter.
    by_time: bool = False
    # How often two machines are led to change one thing: what is subtle is seen sooner then.
    duels: float = 0


SHORT = Size()
DUELS = Size(before=6, steps=30, duels=40)
LONG = Size(before=15, steps=120, largest_import=300, by_time=True)


@dataclass
class World:
    """The machines of a run, the hub, what was intended, and what happened."""

    machines: dict[str, Machine]
    hub: StormyHub
    rng: random.Random
    size: Size
    writer: Writer
    folder: Path
    wanted: Intentions = field(default_factory=Intentions)
    time: float = MORNING
    counts: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    saved_hub: dict[str, dict[str, int]] | None = None
    saved_files: dict[str, Kept] = field(default_factory=dict)
    without_hub: int = 0
    forgets: bool = True

    def passes(self) -> float:
        """Let some time pass, and return what time it is."""
        self.time += self.rng.choice((12.0, 30.0, 90.0, 600.0))
        return self.time

    def tell(self, what: str, done: Done | None = None) -> None:
        """Write a line into the log of the run."""
        said = f" -> {done.outcome.code}" if done else ""
        if done and done.outcome.code > 0:
            said += f" {done.outcome.err.strip()[:160]}"
        self.log.append(f"{self.time - MORNING:7.0f} {what}{said}")


def play(world: World) -> None:
    """Play a whole run. Raises Broken for what must not happen."""
    _before(world)
    for _ in range(world.size.steps):
        _step(world)
    _heal(world)
    _settle_down(world)
    check(world)


def _before(world: World) -> None:
    mia = world.machines["mia"]
    for _ in range(world.size.before):
        command(world, mia)
    must(world, mia, "sync", "setup", world.hub.address(mia.name))
    world.wanted.set_up("mia", world.hub.place("mia"))
    world.joined.append("mia")
    for name in WRITERS[1:]:
        join(world, world.machines[name])


def join(world: World, machine: Machine) -> None:
    """Let a machine join by an invitation of the first one."""
    code = invitation(must(world, world.machines["mia"], "sync", "invite", "--json").outcome.out)
    carry(world)
    before, place = known_there(world, machine), world.hub.place(machine.name)
    must(world, machine, "sync", "join", world.hub.address(machine.name), code)
    world.wanted.begins_to_sync(machine.name, world.time + machine.skew)
    world.wanted.has_synced(machine.name, before, place)
    carry(world)
    world.joined.append(machine.name)


def invitation(out: str) -> str:
    """Return the code in the answer of `care sync invite --json`."""
    return str(json.loads(out)["code"])


def known_there(world: World, machine: Machine) -> dict[str, int]:
    """Return what the hub of a machine knows for certain."""
    return dict(world.wanted.on(world.hub.place(machine.name)))


def carry(world: World) -> None:
    """Let all that lies in one copy of a folder come to the others."""
    if places := world.hub.carry():
        world.wanted.carried(places)


def must(world: World, machine: Machine, *args: str) -> Done:
    """Run a command that has to end with 0."""
    done = machine.run(world.passes(), *args)
    world.tell(f"{machine.name}: care {' '.join(args)[:90]}", done)
    if not done.ok:
        raise Broken(f"{machine.name}: care {' '.join(args)}: {done.outcome}")
    return done


def command(world: World, machine: Machine, drawn: Command | None = None, **how: Any) -> None:
    """Run a command, a random one if none is named, and take down what it changed."""
    before = machine.rows()
    drawn = drawn or world.writer.draw(before)
    done = machine.obey(world.passes(), drawn, **how)
    after = machine.rows()
    world.wanted.observe(machine.name, drawn.args, done, before, after)
    if drawn.args[0] == "forget" and (done.ok or done.killed):
        for row in before["people"].values():
            if row["name"] == drawn.args[1]:
                world.wanted.forgets(row["id"], row["id"] not in after["people"])
    world.tell(f"{machine.name}: care {' '.join(drawn.args)[:110]}", done)
    world.counts["killed" if done.outcome.code < 0 else "commands"] += 1


def sync(world: World, machine: Machine, **how: Any) -> Done:
    """Sync a machine; it may fail, or be killed."""
    before = known_there(world, machine)
    now = world.passes()
    world.wanted.begins_to_sync(machine.name, now + machine.skew)
    done = machine.run(now, "sync", **how)
    _synced(world, machine, done, before)
    return done


def _synced(world: World, machine: Machine, done: Done, before: dict[str, int]) -> None:
    if done.ok:
        world.wanted.has_synced(machine.name, before, world.hub.place(machine.name))
        world.counts["syncs"] += 1
    elif done.outcome.code < 0:
        world.counts["syncs killed"] += 1
    else:
        world.counts["syncs refused"] += 1
        if done.outcome.code != 5:
            raise Broken(f"{machine.name}: care sync: {done.outcome}")
    world.tell(f"{machine.name}: care sync", done)


def _step(world: World) -> None:
    rng = world.rng
    if world.without_hub:
        world.without_hub -= 1
        if not world.without_hub:
            world.hub.revive()
            world.tell("the hub is back")
    if rng.random() < 0.4:
        carry(world) if rng.random() < 0.5 else world.hub.carry_some(rng)
    machine = world.machines[rng.choice(world.joined)]
    actions: dict[Callable[[World, Machine], None], float] = {
        _command: 58,
        _sync: 18,
        _killed_sync: 10,
        _cut_sync: 5,
        _syncs_at_once: 4,
        _hub_dies: 2,
        _hub_is_wiped: 1.2,
        _hub_is_saved: 3,
        _hub_is_restored: 3,
        _file_is_copied: 3,
        _file_is_kept: 1.5,
        _file_is_put_back: 1.5,
        _duel: world.size.duels,
    }
    rng.choices(tuple(actions), tuple(actions.values()))[0](world, machine)


def _duel(world: World, machine: Machine) -> None:
    """Two machines change one thing: one behind the other's back, or one after the other."""
    rng = world.rng
    others = [name for name in world.joined if name != machine.name]
    other = world.machines[rng.choice(others)]
    mine, theirs = machine.rows(), other.rows()
    both = [
        (row["id"], table, row.get("note") or "")
        for table in ("people", "people", "touches")
        for row in mine[table].values()
        if row["deleted_at"] is None
        and row["id"] in theirs[table]
        and theirs[table][row["id"]]["deleted_at"] is None
    ]
    if not both:
        return
    own, table, note = rng.choice(both)
    first, second = (_of_duel(world, own, table, note) for _ in range(2))
    if table == "touches" and rng.random() < 0.5:
        first = Command(("delete", own))
    knows = rng.random() < 0.4
    command(world, machine, drawn=first)
    if knows:
        for one in (machine, other):
            carry(world)
            sync(world, one)
    command(world, other, drawn=second)
    for one in (other, machine):
        carry(world)
        sync(world, one)


def _of_duel(world: World, own: str, table: str, note: str) -> Command:
    rng, text = world.rng, world.writer.text
    if table == "touches":
        return Command(("edit", own, "--note", f"{note.partition(' ')[0]} {text('n')}"))
    tag = rng.choice(("+vip", "-vip"))
    return Command(("tag", own, tag) if rng.random() < 0.3 else ("edit", own, "--role", text("e")))


def _command(world: World, machine: Machine) -> None:
    command(world, machine, **(_kill(world, 250) if world.rng.random() < 0.1 else {}))


def _kill(world: World, most: int) -> dict[str, Any]:
    """Return how a run is killed: at one of its first calls, of which most runs have so many."""
    if world.size.by_time and world.rng.random() < 0.3:
        return {"kill_after": world.rng.random() ** 2 * 0.3}
    return {"kill_at": world.rng.randint(1, most if world.rng.random() < 0.8 else 4 * most)}


def _sync(world: World, machine: Machine) -> None:
    sync(world, machine)


def _killed_sync(world: World, machine: Machine) -> None:
    sync(world, machine, **_kill(world, 1000))


def _cut_sync(world: World, machine: Machine) -> None:
    if world.hub.cut_after(int(math.exp(world.rng.uniform(5, 12)))):
        sync(world, machine)
        world.hub.mend()


def _syncs_at_once(world: World, _: Machine) -> None:
    some = [world.machines[name] for name in world.rng.sample(world.joined, 2)]
    before, now = [known_there(world, machine) for machine in some], world.passes()
    for machine in some:
        world.wanted.begins_to_sync(machine.name, now + machine.skew)
    with ThreadPoolExecutor(len(some)) as pool:
        ended = list(pool.map(lambda machine: machine.run(now, "sync"), some))
    for machine, done, known in zip(some, ended, before, strict=True):
        _synced(world, machine, done, known)
    world.counts["at once"] += 1


def _hub_dies(world: World, _: Machine) -> None:
    if not world.without_hub:
        world.hub.kill()
        world.without_hub = world.rng.randint(1, 6)
        world.counts["hub killed"] += 1
        world.tell("the hub is killed")


def _hub_is_wiped(world: World, _: Machine) -> None:
    if not world.without_hub:
        world.hub.wipe()
        world.wanted.hubs.clear()
        world.counts["hub wiped"] += 1
        world.tell("the hub is wiped")


def _hub_is_saved(world: World, _: Machine) -> None:
    if not world.without_hub:
        world.hub.save()
        world.saved_hub = {place: dict(known) for place, known in world.wanted.hubs.items()}
        world.tell("the hub is saved")


def _hub_is_restored(world: World, _: Machine) -> None:
    if world.saved_hub is not None and not world.without_hub:
        world.hub.restore()
        world.wanted.hubs = {place: dict(known) for place, known in world.saved_hub.items()}
        world.counts["hub restored"] += 1
        world.tell("the hub is restored from the backup")


def _file_is_copied(world: World, machine: Machine) -> None:
    if COPY not in world.joined:
        copy = world.machines[COPY]
        copy.take_files_of(machine)
        # Doctor says, rightly, that a clock is wrong which is behind what was written here.
        copy.skew = max(copy.skew, machine.skew)
        world.wanted.copied(COPY, machine.name)
        world.joined.append(COPY)
        world.counts["file copied"] += 1
        world.tell(f"{COPY} is a copy of {machine.name}")


def _file_is_kept(world: World, machine: Machine) -> None:
    machine.keep_copy(world.folder / f"{machine.name}.older")
    world.saved_files[machine.name] = world.wanted.keep(machine.name)
    world.tell(f"{machine.name} keeps a copy of its journal")


def _file_is_put_back(world: World, machine: Machine) -> None:
    kept = world.saved_files.pop(machine.name, None)
    if kept is not None:
        machine.put_back(world.folder / f"{machine.name}.older")
        world.wanted.put_back(machine.name, kept)
        world.counts["file put back"] += 1
        world.tell(f"{machine.name} puts its older journal back")


def _heal(world: World) -> None:
    if world.without_hub:
        world.hub.revive()
        world.without_hub = 0
    world.hub.mend()
    world.tell("everything is healed")


def _settle_down(world: World) -> None:
    """Let the machines sync in turn until nothing moves any more."""
    last: list[bytes] = []
    for number in range(ROUNDS):
        for name in world.joined:
            carry(world)
            done = sync(world, world.machines[name])
            carry(world)
            if not done.ok:
                raise Broken(f"{name} cannot sync though all is healed: {done.outcome}")
        now = exports(world)
        if now == last and len(set(now)) == 1:
            world.counts["rounds"] += number
            return
        last = now
    raise Broken(f"after {ROUNDS} rounds: {_where_they_differ(world, last)}")


def exports(world: World) -> list[bytes]:
    """Return what each machine exports."""
    return [
        must(world, world.machines[name], "export", "--to", "json").outcome.out.encode()
        for name in world.joined
    ]


def _where_they_differ(world: World, texts: Sequence[bytes]) -> str:
    lines = [text.decode().splitlines() for text in texts]
    found = [
        f"{one!r}\n  {name}: {other!r}"
        for name, theirs in zip(world.joined[1:], lines[1:], strict=True)
        for one, other in zip(lines[0], theirs, strict=False)
        if one != other
    ]
    return "\n".join(found[:6]) or "they still change"


def check(world: World) -> None:
    """Say what is not as it must be."""
    wrong: list[str] = []
    for name in world.joined:
        done = world.machines[name].run(world.passes(), "doctor")
        if done.outcome.code:
            wrong.append(f"{name}: doctor: {done.outcome.out} {done.outcome.err}")
    first = world.machines[world.joined[0]]
    rows = first.rows()
    wrong += [f"lost: {token}" for token in world.wanted.lost(rows)]
    wrong += world.wanted.wrong(rows)
    wrong += [f"forgotten and there: {one}" for one in world.wanted.erased & set(rows["people"])]
    text = must(world, first, "export", "--to", "json").outcome.out
    wrong += differences(first, world.hub, json.loads(text)["tables"])
    if wrong:
        more = f"\n... and {len(wrong) - 12} more" if len(wrong) > 12 else ""
        raise Broken("\n".join(wrong[:12]) + more)
    world.counts["touches"] += len(world.wanted.logged)

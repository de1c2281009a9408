"""The words of the draft check: what letters.py reads words by, and the phrases of drafts.py. No code but a few names.

Phrases are set apart by commas. In a phrase `a/b` is either word, `[a]` may be missing, `..` is up to three words, `#` is a
number, `word*` any word that starts so, and a word in capitals is one of the sets in SETS. The first word may neither be missing
nor, before others, end in `*`.
They are matched on words spelled out: write "you are", never "you're". A phrase of the group "meant" is no finding: where it is longer
than another that it overlaps, it takes its place ("take care of it").
"""


def each(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


SETS = {
    "COMMA": ",",
    "YOUR": "your ur yer",
    "HIS": "his her their my",
    "WELL": "well good great fine ok okay okey alright wonderful fantastic amazing awesome excellent perfect safe healthy sound happy better "
    "strong fabulous lovely splendid super fit warm cool dry",
    "NICE": "good great nice lovely wonderful fantastic amazing awesome fabulous excellent relaxing restful pleasant happy safe fun "
    "productive beautiful super brilliant blessed chilled enjoyable peaceful smooth successful fine decent wonderfull fab stellar cracking terrific phenomenal rewarding restful cosy cozy grand ace golden gentle glorious "
    "gorgeous joyful joyous merry jolly bright sunny quiet calm prosperous healthy fulfilling memorable stress free",
    "THING": "things everything all life work business biz stuff",
    "TIME": "day days week weekend weekends morning afternoon evening night month monday tuesday wednesday thursday friday saturday sunday "
    "summer winter spring autumn fall christmas xmas easter thanksgiving holiday holidays vacation break year season start rest bank "
    "festive period ramadan eid diwali hanukkah",
    "DAY": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri",
    "MAIL": "email mail message note letter text",
    "MONEY": "eur euro euros usd dollars dollar gbp pounds pound chf kr sek nok dkk pln inr rs aud cad quid bucks € $ £",
    "ADJ": "new newest latest exciting improved premium full whole entire upcoming complete online award winning leading popular best gold "
    "pro silver advanced coaching training annual planning reporting analytics payroll stock sales mobile support business "
    "professional basic starter standard spring autumn summer winter christmas own brand free special flagship bestselling selling "
    "enhanced smart",
    "SPECIAL": "special limited exclusive introductory intro early unbeatable festive seasonal holiday christmas summer spring winter autumn "
    "welcome loyalty flash birthday volume partner friendly small nice great new current latest further extra starter",
    "THEIR_THINGS": "customers clients launch offer pitch book shop shops store bakery restaurant clinic practice sale sales newsletter podcast "
    "demo investors investor team budget pricing prices supplier suppliers landlord lease visa passport daughter son wife "
    "husband mother father mum mom dad sister brother parents kids house flat home apartment boat car mortgage school "
    "university competitor competitors insurer bank products product service services workshop webinar course catalogue "
    "brochure invoicing app startup talk article exhibition marathon degree exam exams thesis garden job boss tenant tenants "
    "landlady builder builders plumber",
    "THEIR_DEEDS": "offered sold selling bought buying launched launching renewed pitched pitching signed negotiated negotiating presented "
    "presenting invoiced got won paid paying raised ordered upgraded mentioned said told asked wrote wanted worried launch sell "
    "negotiate planned planning going booked made gave helped",
    "DEAR": "energy fuel gas bread flour milk butter eggs living heating electricity oil petrol coffee cocoa food rent houses wine "
    "steel timber diesel paper",
    "UNIT": "month months year user seat head annum day hour person licence license employee",
    "WARES": "product products service services solution solutions platform tool tools app software package packages plan plans tier tiers "
    "module modules feature features offering offerings range collection release version catalogue catalog brochure webinar workshop "
    "course courses programme program training subscription membership upgrade edition suite portal integration line addon",
    "PAPERS": "contract subscription licence license membership agreement plan renewal trial retainer licences maintenance",
    "SESSION": "slot demo call meeting session consultation appointment time seat place spot review chat walkthrough date table tour visit",
}

# --- how a word is spelled out, and what is mended in it -----------------------------------------------------------------------

SPELLED = (
    "how's:how_is hows:how_is what's:what_is whats:what_is it's:it_is that's:that_is thats:that_is there's:there_is here's:here_is heres:here_is "
    "where's:where_is who's:who_is everything's:everything_is everythings:everything_is all's:all_is let's:let_us lets:let_us "
    "life's:life_is things's:things_is "
    "business's:business_is work's:work_is youre:you_are youve:you_have youd:you_would youll:you_will im:i_am ive:i_have id:i_would "
    "theyre:they_are dont:do_not doesnt:does_not didnt:did_not wont:will_not won't:will_not cant:can_not can't:can_not cannot:can_not "
    "havent:have_not hasnt:has_not isnt:is_not arent:are_not wasnt:was_not u:you r:are ur:your ya:you wanna:want_to gonna:going_to "
    "lemme:let_me ppl:people pls:please plz:please tho:though thx:thanks tks:thanks thnx:thanks cos:because cuz:because "
    "goin':going doin':doing goin:going doin:doing mornin:morning wk:week wknd:weekend msg:message asap:soon "
    "how're:how_are how've:how_have how'd:how_did things're:things_are y'all:you_all yall:you_all whatcha:what_are_you wassup:what_is_up "
    "whassup:what_is_up sup:what_is_up howdy:hi heya:hey hiya:hi helo:hello gimme:give_me lmk:let_me_know hmu:hit_me_up hru:how_are_you wyd:what_are_you_up_to he's:he_is she's:she_is i'd:i_would"
)
ENDINGS = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}
# Words of the stock phrases that are long enough to be known by their slips ("chekcing", "weeknd", "hesitatte").
TYPED_OFTEN = (
    "checking touching reaching circling following hesitate everything weekend message finding keeping treating forward looking hearing "
    "question questions anything contact safely healthy amazing wonderful fantastic wanted hoping wishing yourself everyone discount "
    "business family renewal subscription limited invoice"
)
SLIPS = (
    "hpoe:hope hopr:hope wel:well wlel:well yuo:you yoru:your youe:your teh:the adn:and hwo:how hw:how goign:going giong:going doign:doing dong:doing "
    "tuch:touch touh:touch toucn:touch jsut:just juts:just jus:just emial:email eamil:email e-mail:email finds:finds fidns:finds fnids:finds "
    "thigns:things tings:things thnigs:things evrything:everything everthing:everything hesistate:hesitate hesitiate:hesitate heasitate:hesitate "
    "foward:forward foreward:forward froward:forward saty:stay stya:stay taek:take tkae:take kepp:keep wekend:weekend weekned:weekend "
    "hearign:hearing beeen:been ben's:ben's haev:have hvae:have wiht:with whit:with knwo:know konw:know aynthing:anything anyting:anything "
    "freind:friend recieve:receive htis:this tihs:this thsi:this fien:fine greta's:greta's grate:great loooking:looking"
)

# --- how a letter begins and ends ----------------------------------------------------------------------------------------------

GREETINGS = each("""
hi hello hey dear dearest good morning afternoon evening greetings salutations there all everyone everybody team folks mr mrs ms miss dr
mx prof professor sir madam guys hallo olá ola bonjour ciao hola to my happy friend friends colleague colleagues and customer client
valued subscriber monday tuesday wednesday thursday friday again
""")
SIGN_OFFS = each("""
best regards kind kindest warm warmest wishes cheers thanks thank you many love yours sincerely faithfully truly warmly all the very
cordially respectfully as ever always with and x xx xxx xo xoxo br kr rgds your friend fondly hugs big hug a from me take care stay safe
speak soon bye ciao later talk to sent my iphone phone mobile gratefully thx ta much affectionately ps
""")
# A line that ends in one of these is not at the end of its sentence.
CARRY_ON = each("""
with about of for to the a an your our my his her their and or but on in at by from that is are was were if whether how what when which
who i you we it this these than as into over after before since because so hope hoping just well's not have has had be been do did would
""")

# A phrase does not end in one of these, though a word that may stand in it does: "how are things with".
LEFT_OVER = each("and & with on to of in at the a an from for or over")

# Before a close that is said to them, and is no story: "take care", not "I take care of it".
BEFORE_CLOSES = each(
    ". ! ? … ¶ , ; : – ( ) and & please do so then now but or just always also all you till until everyone everybody x xx ok okay"
)

# --- generic-opener (S1.2, S2.3) -----------------------------------------------------------------------------------------------

GENERIC = {
    "asked": """
what is good, how are you both/all/two, how are/r/is you/things/everything/life/work/business/biz [guys/all/both/lot] [been]
[doing/going/feeling/keeping/getting/treating/faring/holding] [on/along/up/you/all/guys] [with/on] [you/your] [end/side]
[today/lately/recently/otherwise/these] [days], how you/things/everything/life/work/business [guys/all/both]
are/is/been/doing/going/keeping [been/doing/going/getting/feeling/treating/holding] [on/you/along/up] [today/lately], how have/has/had
you/things/everything/life/work/business [all/guys/both] been [doing/going/keeping/treating] [on/you] [lately/recently], how
you/things/everything/life have/has been [doing/going/keeping] [lately/recently], how do you do, how are we [doing/all/today] [today], how
is/are we doing, how is/was it [all/been] going/hanging/doing [on/along/for] [with/on/you] [you/your] [end/side] [today/lately/these]
[days], how it is going, how is/was/are the/your/ur
family/day/week/weekend/morning/monday/friday/summer/year/month/business/team/weather/world/fam [so/been/going/doing/treating] [far/you],
how is/are everyone/everybody [doing/keeping/there/all] [well], how did/was YOUR weekend/week/day [go], what is up, what is new [with/on]
[you/your] [end], what are you up to, what have you been up to [lately/recently], all good/well/ok/okay with/on/there/your [you/your]
[end/side], everything/things ok/okay/good/alright/fine/well [with/on/there] [you/your] [end/side], are you [doing/keeping/all]
well/ok/okay/good/alright/fine, you ok/okay/alright/good, you doing/keeping ok/okay/alright/well/good, is everything/all [going]
ok/okay/well/good/alright/fine [with/on/there] [you/your] [end/side], any news [from/with/on/your] [you/your] [end/side], what news, how
goes it, what is happening/going with/over/at [you/there/your], what is going on with/over/at [you/there/your]
""",
    "wished": """
hope/hoping/trust [COMMA] [that] [the/your/this] TIME has/have/is/was/are/treats/treated [been/being] [treating/treated] [you] [so/very]
[kind/good/kindly/well/WELL] [to] [you] [so] [far], hope/hoping/trust [COMMA] [that] you/your .. [are/is] smashing/killing/crushing it,
hope/hoping/hopes/hoped/trust/trusting/believe/pray/assume [COMMA] [that/all/to] [you] .. are/is/keep/be/been/goes/feel/find [all/both]
[still/doing/keeping/feeling/staying/going] [very/really/all/both] [very/really/so] WELL [and/&] [WELL], hope/hoping/trust [COMMA] [that]
you/your/yours [are/is/both/all] [doing/keeping/staying/feeling/all] [very/really/so/all] WELL [and/&] [WELL], hope/hoping/trust [COMMA]
[that] THING is/are/goes/going/has/been/have/go [been/all/going] [very/really] [WELL/smoothly/swimmingly] [and/with/on/at/in/over]
[you/your/there/WELL] [end/side], hope/hoping/trust/may [COMMA] [that/and] [this/my/the/these] [short/quick/little/few]
MAIL/lines/finds/find/reaches/meets/gets .. you/your .. WELL/spirits/health, hope/hoping/trust [COMMA] [that] [this/it]
finds/reaches/meets/catches you [and] [yours] [all/both/in] [very] WELL, may this find you [WELL], finding/finds you
[and/all/both/in/very] [yours/your/good/great] [family/team] WELL/spirits/health, hope/hoping/trust [COMMA] [that] you/your
[all/both/guys] [are/have/had/having/enjoyed/enjoying/enjoy/did] [a/an/the/your/are/been] [having] [a/an/the/your/very/really/so]
[NICE/long/own] [NICE/long] TIME [break/weekend/holiday/season/so] [so] [far], hope/hoping/trust [COMMA] [that] you/your [all]
had/have/are/having a/an [very/really] NICE [and] [NICE] one/time/TIME, hope/hoping/trust [COMMA] [that] you [all] [are]
survived/surviving/managing/coping/thriving/enjoying/staying/keeping .. TIME/WELL/sane/positive/weather/sunshine/heat/cold,
hope/hoping/trust [COMMA] [that] you/your [all] are/is/had/have .. TIME, hope/hoping/trust [COMMA] [that] YOUR TIME
[is/was/has/went/started] [been/off/going/treating] [you] [to/a] [a] [off] [WELL/NICE/start], hope to find you [in/all] [WELL/good]
[WELL/health/spirits], i/we trust you are WELL, trusting/trust this finds you WELL, hope/hoping/trust [COMMA] [that]
everyone/everybody/all [at/in/over/there] .. is/are [doing/keeping/all] WELL
""",
    "checking": """
drop/dropping/dropped you a [quick/short] line/note, just [a] [quick/wanted/want/thought/writing/popping/dropping] [to/of] [quickly/just]
checking/touching/circling/popping/bumping/pinging in/base/back/up/by/this/you [with/on/to/and/again] [you/this/say] [to]
[see/say/hello/hi] [how/if/hi/hello] [you/things/everything/all] [are/is] [doing/going/well/ok], just [wanted] [to] reaching/following
out/up [with/on/to/and/again] [you/this/say] [to] [see/say/hello/hi] [how/if/hi/hello] [you/things/everything/all] [are/is]
[doing/going/well/ok], just checking, just [wanted/want/thought] [to] saying/say hi/hello/hey [and/to] [see] [how] [you/things] [are]
[doing/going], just/only/quick [a] [quick/friendly/little/short] check/checkin/hello/hi/ping [in] [to/from] [check/see/say/touch/me]
[in/hi/hello/hey/base], checking in/back/up [with/on] [you] [to/and] [see] [how/if] [things/you/everything/all] [are/is/have]
[doing/going/well/ok], thought/figured i/we would check in/up/touch/reach/drop/say [on/with/base/out/you/hi/hello/by/a] [you/line],
wanted/want/like/thought/here/writing to [just/quickly/briefly/simply] say/drop [you] [a] hi/hello/hey/line/note, wanted/want/like/writing
to [just/quickly] see/ask/know how you/things/everything are/is/have [been/doing/going], touching base [with/again/to/and] [you]
[again/see], touch base [with] [you], circling back [with/to/on/around] [you], circle back [with/to] [you], reaching out [to] [you]
[today/again/and/because/to/see/check] [in/see], following up [with/on/again/to/about] [you/my/our/this]
[last/previous/earlier/email/message] [email/message/mail/note], looping back, see how the land lies, pop/hop/popping/hopping/sliding/jumping/slipping/dropping in/into your/ur inbox/messages/dms, wanted/want to [just] keep/stay in touch, popping in [to] [say] [hi/hello], bumping this [to/up]
[the/top] [top] [of] [your/inbox] [inbox], dropping in to say hi/hello, pinging you [again], saying hi/hello, quick check in,
gentle/friendly reminder/nudge/ping/follow [up], per my last email/mail/message, as per my last email/mail/message, thinking of/about you,
wanted/want/like/thought/wish/going/here/writing/time/back to [just/quickly/briefly/simply/personally] check/touch/circle in/base/back/up
[with/on/to/again] [you/this] [to/and] [see/ask] [how] [you/things/everything] [are/is] [doing/going],
wanted/want/like/thought/wish/going/here/writing/time to [just/quickly/briefly/simply/personally] reach/follow out/up [with/on/to/again]
[you/this] [to/and] [see/ask] [how] [you/things/everything] [are/is] [doing/going], dropping you/by [a] [quick/short] line/note/hi/hello,
just a [quick/short/friendly/little] note/line
""",
    "day": """
happy DAY [morning/afternoon/evening/everyone/all], happy new week/month/quarter/month, happy hump day, happy weekend, happy almost/nearly
friday/weekend, happy friyay, tgif, another week/month [another], can not believe it is [already/nearly/almost] [already]
DAY/january/february/march/april/may/june/july/august/september/october/november/december/TIME/q1/q2/q3/q4 [already], greetings of the
day, good day to you
""",
    "lapse": """
long time [COMMA] no see/speak/talk/hear/chat/contact/write, it has/is been ages/forever/while/long/awhile [since] [we/i] [last]
[spoke/talked/chatted/connected/spoken/caught] [up], been ages/forever/yonks/donkey's, have not heard from you in/for/since [a/quite]
[while/time/ages/long/some] [time], have not spoken/talked/chatted/connected in/for a/ages [while/long] [time], time flies, where does/did
the time go, where has the time/year gone, it has/is been a/so/too [very/good/little/quite/really/long] while/minute/time/age/ages [since]
[we/i] [last/have] [spoke/talked/chatted/connected/caught/spoken/touched] [up/base], been too long [since] [we/i] [last]
[spoke/talked/chatted], been a [long/good/little] while/minute/time [since] [we/i] [last] [spoke/talked/chatted], it has/is been so/too
long [since] [we/i] [last/have] [spoke/talked/chatted/connected/caught/spoken] [up]
""",
    "weather": """
how is/was/has/are the weather [been/over/down/up/in/at/out/like/treating/there/where] [there/your/you/like] [way/end/part/are] [of] [the]
[world/woods/country], what is the weather like [there/over/with] [there/you], enjoying the weather/sunshine/sun/heat/snow, staying
warm/cool/dry [out] [there], hope .. weather is/has/treating [been/treating] [you] [WELL/kind] [to] [you], crazy weather [we/lately/these]
[are/days] [having]
""",
    "meant": """
just checking out/that/whether/if/the/your/my/this/it/with, what is up with, reaching out for, thinking of you
and/when/as/on/during/after, how are you able/so/not/sure/getting/going/planning to/with, follow/following up with/on the/your,
see/know/tell/told/hear/find .. what is up/new/happening
""",
}

# --- reflex-sign-off (S1.2) ----------------------------------------------------------------------------------------------------

REFLEX = {
    "safe": """
stay/staying/keep/be [all] safe [and/&/out] [well/healthy/sane/sound/warm/happy/there/strong/positive], stay/keep/remain [all]
well/healthy/positive/strong/warm/cool/sane/blessed/awesome/tuned/amazing [and/&/out] [safe/well/healthy/positive/there], take
[good/great/very] [good] care [of] [yourself/yourselves/you/yours/each] [other] [and/&] [stay/keep/be/yours] [safe/well/healthy], look
after yourself/yourselves [and/&] [yours/others], mind yourself, mind how you go, go well, sending [you] [lots] [of] positive/good/best/healing/warm/my
[vibes/thoughts/energy/wishes/best], all the best to you and yours, best to you and yours, god bless [you] [all/and] [yours], be well
""",
    "strength": """
hang in [there] [there], hanging in there, hang on in there, keep your chin up, chin up, keep smiling, keep your spirits up, stay
positive, this too shall pass, we are all in this together, we are in this together, you have got this, you got this, keep calm and carry
on, onwards and upwards, onward and upward, better days/times [are/will/lie] come/coming/ahead, we/i are/am [all] by/at your side, we/i are/am behind you, everything happens for a reason, it will all work out, time
heals [all/everything] [wounds], keep the faith, soldier on, keep pushing, sending thoughts and prayers, thoughts and prayers
""",
    "praise": """
keep up the good/great/excellent/fantastic/amazing/awesome/wonderful/hard/brilliant work/job/stuff, keep up the good/great .. work/job,
keep it up, keep doing what you are doing, keep being awesome/amazing/you, keep rocking [it], keep crushing it, keep on keeping on,
great/good/fantastic/awesome job/work as always
""",
    "service": """
do not [ever] hesitate to .. contact/reach/call/ask/email/write/ring/let/get/message/drop/give/shout/text/be/come/ping
[out/back/in/me/us/a/to] [to/me/us/touch/know/shout/call/line/in] [me/us/with/touch] [with/me/us], do not hesitate, never hesitate [to]
[call/contact/reach/write/ask] [out], feel free to .. contact/reach/call/ask/email/write/ring/get/message/drop/give/shout/text/ping
[out/back/in/me/us/a/any] [to/me/us/touch/line/time/call/questions/shout] [me/us/with] [me/us], please/just/and reach out [to] [me/us]
[any/at] [time/any] [time], reach out any/at/if/whenever/when [any/you/there/we/i] [time/need/have/is/can] [anything/any]
[i/we/help/questions] [can] [do], let me/us know if you need/want/require anything/something/help/support/assistance [else/at/from/more]
[from/all/me/us] [me/us], let me/us know if there is/are anything/something [else/at] [all/that] [you/i/we] [can/need/could/do] [do/help]
[for/to/with] [you/help], let me/us know if i/we can/could/may help/assist/support/be/do [you/in/of/with/anything/out]
[any/anything/further/help/assistance/way/for/out] [way/else/assistance/you/further/help], let me/us know if you have
[any/further/more/other] [further/more/other] questions/concerns/comments/queries/thoughts/feedback/problems/issues [or]
[concerns/comments/questions], let me/us know how/if we/i can/could/may best/better/help/support/serve/assist
[best/you/help/support/further] [you], if you need anything/something/help/me [else/at/just/please/from] [all/let/do/from/me/us] [me/us]
[know], if there is anything [else/at/that] [all/i/we/you] [can/need/i/we] [do/can] [to/for/do] [help/you/for], if you have any
questions/concerns/queries [or] [concerns/queries/questions] [please/just/at] [let/all] [me/us] [know], should you have any/further
[further/other/more] questions/queries/concerns, should you need/require any/further/anything [further/more]
[help/assistance/information], i/we are/am here if you need [me/us/anything/help/to] [talk/anything], i/we are/am [always/just/only]
[a/here/one] phone/for/call/email/mail/click/message [call/you] [away/if/whenever], here for you, we are/am [always] here to help [you],
happy to help [with/in] [anything/any] [way], i/we are/am [always] at your disposal, at your [earliest] convenience, my door is always
open
""",
    "waiting": """
hit me up [whenever/anytime/sometime/soon], let us talk/speak/chat soon, look/looking/looked [so/very/really] [much] forward to hearing
[back/more/from] [back/from/soon] [you/soon] [soon/shortly/back], look/looking forward to speaking/talking/chatting/connecting/catching
[with/to/up] [you/up/with/again/soon] [you/soon/again] [soon], hope/hoping to hear back/from/soon [from/you/soon] [you/soon]
[soon/shortly], i/we await your [prompt/kind] reply/response, awaiting your reply/response/feedback, thanks/thank/thanking [you] for your [continued/kind/ongoing/valued/continuing]
understanding/patience/cooperation/attention/support/custom/business/loyalty/consideration [and] [support/trust/understanding/patience], waiting
for your [kind/prompt]
reply/response/answer, thanks/thank/thanking [you] in advance/anticipation [for] [your] [help/reply/time], let us [all] catch up [soon/sometime/some/properly]
[time/day], let us [try/do] [to] keep/stay/be/get in touch [soon/more], we [really] must/should catch up [soon/sometime/some/properly]
[time/day], let us grab/get/do/have [a] coffee/lunch/drink/beer sometime/soon/some [time/day], keep/stay in touch, we should/must get/do
together/lunch/coffee [soon/sometime/some] [time/day], do not be a stranger, do not be strangers, look/looking forward to another/many/continuing/working/serving/partnering/collaborating
[great/good/successful/with/to/more] [you/year/years/together/serving], look/looking/looked forward to your/a/receiving/getting
[your/prompt/quick/kind/speedy/positive] reply/response/feedback/answer
""",
    "day": """
have/enjoy a/an/the/your [very/really] NICE/rest [and] [NICE] [of] [the/your] [day/rest] [of] [the/your] TIME/one/day/week [ahead], enjoy
your/the/yours [rest] [of] [the/your] TIME/weather/sunshine/sun [ahead], wishing/wish you [all] [and] [yours/your] [family/team] [all]
a/an/the [very] [NICE/best] [and] [NICE/new/safe/merry] [start] [to] [the/new] TIME [ahead]
""",
    "meant": """
take care of it/this/that/them/him/her/the/everything/all/my/our/these/those/your/things/business, keep in touch with, wanted to keep/stay in touch, take care
that/not/when/to/with
""",
}

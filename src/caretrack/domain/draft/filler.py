"""Words that say nothing of anybody, and words that ask, invite, comfort or thank, for the draft check.

A stock phrase passes when the rest of its clause has a word that is not here (S2.3): "how's it going" is one, "how's it
going with Mia's first week at school" is none, for Mia, first week and school. The words of the stock phrases themselves
count as filler too.
"""

from caretrack.domain.draft.vocabulary import each

LITTLE = """
sunny rainy snowy
believe believed plan plans fun
rested refreshed recharged relaxed treated kindly smashing
anytime sometime someday somehow somewhere everywhere anywhere whenever whatever
a an the this that these those some any all both each every no not none one ones own other others another same such few many much more
most less least lot lots bit little several plenty enough i me my mine myself we us our ours ourselves you your yours yourself yourselves
he him his she her hers it its they them their theirs who whom whose which what where when why how someone somebody anyone anybody
everyone everybody nobody something anything everything nothing thing things stuff and or but nor so yet if then than because as since
while though although however also too either neither plus with without within about above across after again against along among around
at before behind below beside besides between beyond by despite down during except for from in into like near of off on onto out outside
over past per through throughout till to toward towards under until up upon via am is are was were be been being do does did done doing
have has had having can could may might must shall should will would ought need needs get gets got getting go goes going gone went come
comes coming came make makes made making take takes took taking give gives gave giving let lets put keep keeps kept keeping know knows
knew known think thinks thought want wants wanted likes liked love loved hope hopes hoped hoping wish wishes wishing trust see sees saw
seen seeing say says said saying tell tells told ask asks asked asking look looks looked looking find finds found finding feel feels
feeling felt seem seems try trying tried use using hear hearing heard speak talk talked talking write wrote writing written send sent
sending reach reaching catch call called calling ring mail email emails message messages text note notes words chat reply response treat
treating treats hold holding hang hanging fare faring survive surviving manage managing cope coping thrive thriving stay staying enjoy
enjoyed enjoying spend spent survived happen happened happening turn turned start started starting begin beginning end ends ended ending
continue settle settled stand standing meet meets met touch check checking follow following circle drop dropping pop wonder wondering now
today tonight tomorrow yesterday weeks weekend weekends month year morning afternoon evening night time times moment moments minute
minutes hour lately recently currently already still ever never always often sometimes soon later ago once twice just only even really
very quite rather pretty fairly actually simply certainly surely maybe perhaps probably definitely especially please mon tue tues wed thu
thur thurs fri sat jan feb mar apr jun jul aug sep sept oct nov dec festive new old next last first second third previous ahead far recent
well good great fine ok okay alright nice lovely best better bad mad wild strange weird unusual uncertain unprecedented difficult hard
tough challenging interesting exciting happy glad sorry kind safe healthy smooth smoothly swimmingly wonderful fantastic amazing awesome
excellent perfect fabulous splendid brilliant super long quick quickly fast slow early late whole full right wrong sure able ready
available free open personal general usual normal possible spirits lives people folks guys side there here way ways case cases point
points fact reason idea ideas question questions concern concerns issue issues problem problems thoughts feedback comment comments
assistance update updates news information info details progress situation situations circumstances year-end quarter-end hello hi hey dear
thanks thank regards cheers sincerely yes yeah oh ah haha lol well, top mind forward back inbox base pleasure chance interest sunshine
zero thousand thousands number numbers mr mrs ms dr sir madam ps re fyi etc eg ie ltd inc gmbh llc plc group co corp sons limited society
association foundation institute international global vp ceo cfo cto coo md starts promised promise low mean answered worth whether cent
percent prefers prefer preference uses used needed needing favourite favorite enjoys loves lived works worked mate buddy pal dude bro
regarding concerning suit suits suited convenient convenience attached anyway anyways meanwhile
"""
# These say something only beside another word: "nine days", "quiet August".
EVERYDAY = """
account april area assistant august autumn big biz break business busy calm chief christmas client clients cold colleagues companies
company contact country course covid crazy customer customers day days december director dozen easter eight executive fall families family
february five founder four friday friend friends front half head health heat hectic help holiday holidays home hot hours house hundred
hundreds january job july june junior lead leader letter life line lockdown manager march monday months mood nine november october office
officer opportunity owner pandemic part partner partners place president product products project projects quarter quiet rain relationship
saturday season senior september service services seven short six small spring staff success summer sun sunday support team teams ten
thanksgiving three thursday tuesday two vacation value virus warm weather wednesday week winter word work working world xmas years
"""

# Words that go before a stock phrase and give it a matter: "now that the audit is over, how are you?".
MATTERS = each("with after since given now during while when before ahead following")
# They belong to the phrase that they stand before: "I just hope ...".
LEADING = each("i we just only am are really do so also sincerely simply")
# Where a clause turns from the wish to the writer's own business: "hope you are well, I am writing about ...".
TURNS = each(
    "i we just our my wanted this as let quick please attached kindly also below here because it"
)

ASKING = each("how what which where why who whose whom when")
AUXILIARIES = each("is are was were do does did have has can could would will shall am")
SUBJECTS = each(
    "you your he she it they the that this there his her their we anyone anybody everything all both mr mrs ms these those"
)

INVITING = """
tell me, let me know/hear/have how/what/whether/if/when/which/where/who/your/a/about, do let me know,
write/drop/send/ring/call/text/phone/email/message/ping/give me/us [back/a/when/any/if/word/line/ring/call/shout], write back, call back,
come over/by/round/around/to/for/and/along/with, drop in/by/round/around, pop in/by/over/round, stop by, join me/us, visit me/us, shall
we/i, shall i come/call/ring, fancy a/an/meeting/coming/lunch/coffee/joining, would/i would love/like/be to/curious/glad/happy/keen [to]
hear/know/learn/see/listen/catch/meet/talk [about/how/what/your/more/up/again], love/like to hear/know
how/what/your/about/whether/more/all, be curious/interested/keen/glad to hear/know/see, i am/was [all/so/very/really/just/still]
curious/ears/wondering/interested/keen, curious how/what/whether/if/to/about, i wonder/wondered how/what/whether/if/who/where, wondering
how/what/whether/if, if you [ever/would/want/feel] [like/want/fancy/care] [to]
talk/chat/company/rant/meet/vent/talking/complain/tell/share/show, any time you want/like, i am here/around/home/free/in, keep me
posted/updated/informed/in, looking/look forward to hearing/seeing/meeting/reading/your/our/tasting/catching/visiting/lunch/coffee/dinner,
i want/wanted/like to hear/know/understand/ask/learn, i want your, what do you think, your opinion/advice/view/thoughts/take/verdict, say
when/so/yes/no/the/hello, ask me, show me, teach me, remind me, warn me, send me/us/photos/pictures/a, i expect a/to, i owe you
a/lunch/coffee/an, coffee/lunch/dinner/tea/drinks/beer on me/us/thursday/friday/tuesday/monday/wednesday/soon/next/at, my treat, i will
ring/call/phone/come/pop/be, see you on/at/there/in/monday/tuesday/wednesday/thursday/friday/saturday/sunday/tomorrow/next/tonight/for, up
for a/some/lunch/coffee/it, let us meet/have/talk/go/get/sit/walk/celebrate/take/do/catch/speak/compare, it/that would be
good/nice/lovely/great to see/hear/meet/talk/catch, come hungry/early/as/home/too, just/do come, do tell, do write, do say, do bring, bring your/the/them/her/him, any
tips/advice/idea/ideas/luck/word/news/thoughts/plans/progress
"""

# A letter that congratulates, comforts or thanks for something need not ask; one that gives what was promised neither.
GIVING = """
congratulations, congrats, so/very proud, proud of, happy/merry birthday/anniversary/christmas/easter/eid/diwali/hanukkah/nowruz/retirement/wedding, many happy
returns, well done, bravo, get well, so/very/deeply/truly sorry for/to/about/that, sorry for/about your/the loss/passing/death/news,
my/our [deepest/heartfelt/sincere/deep] condolences/sympathy, condolences, in our/my thoughts, rest in peace, as promised/agreed, i
promised, i said i would, you asked for/me/about/whether/if, grateful that/to, grateful for your/what, i owe you an apology, i/we am/are/want/wanted
[so/very/truly/really/to] sorry/apologise/apologize, my apologies, i apologise/apologize, good luck with/on/for/tomorrow/at, best of luck,
fingers crossed, break a leg, safe travels/journey/trip
"""
THANKING = "thank you [so/very/all] [much], thanks, many thanks, grateful"
# After "you": the letter remembers something that they did or said.
REMEMBERED = each(
    "were had did said told asked wrote mentioned wanted showed sent made gave went came looked sounded taught helped sang thought once"
)
US = each("we us our ours ourselves i me my mine myself")
THEM = each("you your yours yourself yourselves")

# --- sentences that say nothing (draft_empty.py) --------------------------------------------------------------------------------

# Filler too, unless the journal has the word: what small talk and season's greetings are made of.
SMALL_TALK = each("""
radio silence silent conscious pleased delighted lucky fortunate privileged blessed grateful thankful thrilled glorious gorgeous wonderful restful
relaxing relaxed productive fruitful peaceful prosperous joyous joyful merry jolly cheerful cheery bright sunny chilly soggy rainy grey miserable
agenda busy hectic manic frantic crazy mental swamped slammed mad plate juggling rushing rush dear connect connected reconnect connecting
reconnecting overdue inbox gap ages donkeys yonks age eternity blue crossing crossed cross path paths radar thoughts heart thinking
remiss guilty neglectful absence disappear disappeared quiet hibernating hibernation emerge emerging resurface resurfacing briefly
shortly properly swing swings roundabouts chugging ticking plodding pottering bumbling rolling rocking flying racing dragging draws drawing close
comes approach approaches approaching arrives arrived rolls rolled around corner upon wave waving virtual hug hugs cuppa catchup world
woods front fronts neck camp hq gang crew clan loved cherished near dearest everyday
valued network partnership supporting custom continued patience loyalty understanding cooperation attention consideration
anticipation kindness seasonal greetings greeting merriment cheer joy peace prosperity health happiness success wellness rested
refreshing enjoyable memorable special magical unwind relax sunshine hols grace stride strength positive positivity vibes
spirits swimmingly thriving thrive flourishing blooming booming buzzing conquering crushing killing smashing nailing rocking slaying hunky dory
peachy rosy dandy tip top howdy shout holler ping nudge bump reachable disposal beck dm touchpoint touchpoints latest goss gossip lowdown craic
fab stellar cracking terrific phenomenal stupendous rewarding cosy cozy grand ace golden gentle jam-packed fulfilling
occurring complain complaining complaints stranger strangers trucking realised realized realise realize shocking shockingly terrible terribly awful awfully
shame shameful forgive forgiven forget forgot forgotten forgetting dropped fancy diary calendar meaning intended intending promptly belated belatedly
apologies excuse randomly random out-of-the-blue impressed admire amazed inspired inspiring honoured honored humbled proud privilege pleasure
delight treasure appreciate appreciated appreciating appreciation gratitude greatly deeply truly sincerely immensely hugely wholeheartedly
serving serve valuable wherever journey milestone reflect reflecting highs lows ups downs rollercoaster whirlwind blur blink flown passed passes
flies fly flew zoomed settling settled swinging juggle navigate navigating weathering weather adjusting adapting normality normalcy
abundance bliss blessings laughter magic sparkle warmth comfort hopeful optimistic optimism dreams resolutions goals profile linkedin website achieved achievements
tricks peep rosy pond kicking alive buried drowning snowed voicemail voicemails pint pints bell
""")
WISH_BEGINS = each(
    "hope hoping hopes hopefully trust trusting wish wishing wishes may pray praying fingers sending here's"
)
WISH = each(
    "you your yours everyone everybody all things everything life this note message email mail world ship"
)
# "How much are we getting?", "when are you going?"
ASKS_FOR_SOMETHING = each("much many come when why where who which can long")
# "I wish you were here", "I hope you know".
WISH_FOR_SOMETHING = each("were know got")
# What asks how somebody is, and no more.
STATE = each(
    "occurring how plans new news everything things life world week weekend busy doing keeping holding going well good fine ok okay alright treating feeling "
    "happening latest fettle craic scoop"
)
# A sentence with one of these is about something that was said before, by letter or not.
POINTING = each("it that they them he him she her one ones there this those")
# Being in touch, and nothing else; the second row only where it is said of them ("I have not called you in a while").
CONTACT = each(
    "touch touching touched silence inbox pinging overdue lapse radar quiet absence voicemail peep greetings ages crossed reconnect"
)
CONTACT_WITH_THEM = each(
    "check checking reach reaching drop dropping hi hello hey hiya catch connect connecting reconnecting called spoke spoken talked "
    "chatted heard ping nudge while line bump bumping wave waving thinking writing voice path paths"
)
# "I wanted to see how the land lies."
SEEING = each("see wonder wondering hear curious")
HELP = each(
    "use service help need needs anything question questions support assistance assist something shout holler reach contact call disposal"
)
WHEN = each("if whenever anytime always any should ever hesitate")
MEETING = each(
    "bell buzz catch catchup connect reconnect diary calendar coffee lunch dinner drink drinks beer pint cuppa meet meeting speak talk chat see hear together tea brunch bite"
)
LATER = each("free point diary while soon sometime someday whenever anytime again")
# What cheers at the end, and asks nothing: "Keep on trucking!"; with one of the others it is about something.
CHEER = each("keep stay remain be carry onwards onward live")
NOT_CHEER = each(
    "the it that this these those my our me us him her them a an your in with for until till"
)

"""Words that say nothing of anybody, and words that ask, invite, comfort or thank, for the draft check.

A stock phrase passes when the rest of its clause has a word that is not here (S2.3): "how's it going" is one, "how's it
going with Mia's first week at school" is none, for Mia, first week and school. The words of the stock phrases themselves
count as filler too.
"""

from caretrack.domain.draft_words import each

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
regarding concerning attached anyway anyways meanwhile
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
TURNS = each("i we just our my wanted this as let quick please attached kindly also below here because it")

ASKING = each("how what which where why who whose whom when")
AUXILIARIES = each("is are was were do does did have has can could would will shall am")
SUBJECTS = each("you your he she it they the that this there his her their we anyone anybody everything all both mr mrs ms these those")

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
good/nice/lovely/great to see/hear/meet/talk/catch, do tell, do write, do say, do bring, bring your/the/them/her/him, any
tips/advice/idea/ideas/luck/word/news/thoughts/plans/progress
"""

# A letter that congratulates, comforts or thanks for something need not ask; one that gives what was promised neither.
GIVING = """
congratulations, congrats, so/very proud, proud of, happy/merry birthday/anniversary/christmas/easter/eid/diwali/hanukkah/nowruz/retirement/wedding, many happy
returns, well done, bravo, get well, so/very/deeply/truly sorry for/to/about/that, sorry for/about your/the loss/passing/death/news,
my/our [deepest/heartfelt/sincere/deep] condolences/sympathy, condolences, in our/my thoughts, rest in peace, as promised/agreed, i
promised, i said i would, you asked for/me/about/whether/if, grateful for/that/to, i owe you an apology, i/we am/are/want/wanted
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

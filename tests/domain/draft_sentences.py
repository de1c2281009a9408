"""Sentences for the draft check, apart by `|`: what each list is for stands above it. None was taken from anywhere."""

# What opens anybody's letter.
GENERIC = """
How are you? | how are you doing | How are you doing today? | how r u | hows it going | How's it going? | how’s it going mate | How is
everything? | How's everything going on your end? | how are things | How are things with you? | How's life? | How's life treating you? |
how is business | How's work? | how have you been | How've you been? | How have you been doing lately? | how you doing | How are you all
keeping? | How are you getting on? | how are you holding up? | How was your weekend? | How's your week going? | how is the family | How's
everyone? | What's up? | whats new | What have you been up to? | you ok? | Are you well? | Is everything ok? | Everything alright with
you? | how do you do | hope you are well | Hope you're well! | I hope you’re doing well. | Hope all is well. | hope all's well with you |
I hope this finds you well | I hope this email finds you well | I hope that this message finds you in good health | Hope this note finds
you and your family well | Hope everything is going well | Hope things are good | Hope life is treating you well | trust you are keeping
well | I trust this finds you well | Hoping you are well | Hope you and your team are doing great | Hope you are staying safe and healthy
| Hope you had a great weekend | I hope you had a nice weekend! | Hope you're having a good week | hope your week is off to a great start
| Hope you enjoyed the holidays | I hope you had a relaxing summer break | Hope your well | hope ur well | I hope you guys are all good |
I hope, that you are fine | HOPE YOU ARE WELL | Hope you're all doing well over there | Just checking in | just checking in with you |
Just wanted to check in | I just wanted to check in and see how things are going | checking in to see how you're doing | Just a quick
check-in | Just touching base | I wanted to touch base | touching base | circling back | Just circling back on this | reaching out | I'm
reaching out to you today | I wanted to reach out | Just following up | following up on my last email | Just wanted to say hi | just
saying hello | just dropping you a line | Thought I'd check in | bumping this to the top of your inbox | a gentle reminder | per my last
email | Just popping in to say hi | Happy Monday! | happy friday everyone | Happy new month | TGIF | Happy hump day | Long time no speak |
long time no see | Long time, no talk | It's been a while | its been a long time since we spoke | It has been ages | been a while since we
last talked | time flies | How's the weather? | how is the weather over there | What's the weather like there? | Hope the weather is
treating you well | Hpoe you are well | hope you are wel | jsut checking in | Just chekcing in | how are you doign | how's everyting |
Hope you had a great wekend | reachng out | Circlng back
"""

# What closes anybody's letter.
REFLEX = """
Stay safe! | stay safe and well | Stay safe out there | Keep safe | Be well | Stay well | Stay healthy | take care | Take care! | Take
care of yourself | please take good care of yourself | Look after yourself | Hang in there! | hang in there | Keep your chin up | Chin up!
| Stay strong | Stay positive | We're all in this together | You've got this! | You got this | Keep up the good work | Keep up the great
work! | keep it up | Keep doing what you're doing | Sending positive vibes | Sending you good vibes | thoughts and prayers | Don't
hesitate to reach out | Please do not hesitate to contact me | don't hesitate to get in touch | Feel free to reach out | Feel free to
contact us at any time | Please reach out if you need anything | Let me know if you need anything | let us know if you need anything else
| Let me know if there's anything I can do | Let me know if I can help | let me know if you have any questions | If you need anything,
just shout | If there is anything I can do for you | Should you have any questions | We're always here to help | I'm only a phone call
away | Looking forward to hearing from you | I look forward to hearing from you soon | Look forward to your reply | Hope to hear from you
soon | Thanks in advance | awaiting your reply | Let's keep in touch | Stay in touch | We should catch up soon | Let's grab a coffee
sometime | Have a great day! | Have a nice weekend | Have a wonderful rest of your week | Enjoy your weekend! | Wishing you a great week
ahead | have a good one | Loking forward to hearing from you | dont hesistate to contact me | stya safe | Looking foward to hearing from
you | Taek care | HANG IN THERE | Don’t hesitate to call me
"""

# The same words with something of theirs: neither an opener nor a close that anybody could have got.
SUBSTANCE = """
How's it going with Mia's first week at school? | How are you coping with the school fees? | How are you getting on with the new oven? |
how is the move going? | How are things at the hospital? | How have you been sleeping since the operation? | How is your mother doing? |
How did the marathon go? | How's the kitchen coming along? | How are you finding Porto? | How are your knees? | How was your week in
Lisbon? | How's work on the boat? | What's new with the second bakery? | How is business in the new shop? | Now that the audit is over,
how are you? | With your father in hospital, how are you holding up? | After the fire, is everything ok? | I hope the move to Porto went
well | Hope you and Mia are well | hope you're enjoying the garden | I hope your knee is better | Hope you had a great time in Kyoto | I
hope the exam went well | Hope you are well after the flu | I hope the new oven is behaving | Hope all is well with the baby | I trust the
surgery went well | I hope you found the keys | Just checking in about your father's operation | checking in on the puppy | Just following
up on the idea you had about the harvest festival | I wanted to check in about your visa | touching base about the funeral | I'm reaching
out because Ben told me about the fire | Happy Monday, and happy first day in the new bakery! | It's been a while since your concert | I
was thinking of you when I saw the boat | Stay safe on the road to Porto | Hang in there until the audit is done | Take care of that knee
| Take care of Mia | I'll take care of it | She takes care of the orchard | Keep up the good work with the choir | Let me know if you need
a lift to the hospital | Don't hesitate to call me if the fever comes back | Looking forward to hearing how the marathon went | Looking
forward to hearing from you about the boat | Feel free to borrow the trailer | Let me know if I can help with the move | Have a great time
in Lisbon | Have a lovely weekend with the grandchildren | Keep in touch with Priya | Enjoy your weekend in the mountains
"""

# What sells.
SELLING = """
We can offer you 20% off | There is a 10 % discount for you | Special offer this week | limited time offer | Our prices will go up in
January | the price list is attached | It is €49 per month | for only $99 | 15 EUR per user | Your subscription expires on Friday | Your
contract ends in May | Your licence is up for renewal | the renewal is due | Let's talk about your renewal | Shall we extend your
contract? | Invoice 2291 is attached | The invoice is still overdue | A payment reminder | please settle the outstanding balance | Would
you like a demo? | I'd like to show you our new planning module | Book a slot here | Book a demo | book your free consultation now |
Schedule a call with me | Sign up for our webinar | Sign up here | Click here | Reply YES to confirm | Register now | Order today | Buy
now | Get started today | Use code SAVE10 | Act now | Don't miss out | Last chance to register | Only 3 seats left | Start your free trial
| Free shipping this week | upgrade to our premium plan | Upgrade now | We just launched a new product | We are excited to announce our
new app | Have a look at our new catalogue | our solutions for companies like yours | Did you have time to look at the proposal I sent? |
the quote we sent | I can offer you a better price | Buy one, get 50% off | Interested in a demo? | Our new brochure is out | We are
offering early bird tickets | Black Friday is coming | Join our newsletter | move to the annual plan | 30% cheaper | take advantage of our
offer | Claim your free seat | We now offer coaching | add 20 more seats
"""

# What only sounds like it: theirs, cheered, denied, or an answer to what they wished for.
THEIRS = """
How do you manage your daughter's school fees? | You offered me coffee | Congratulations on selling the house! | I'm not writing about the
renewal | No pitch, I promise | There is nothing to sell here | Did you renew your passport? | Did your landlord renew the lease? | The
price of flour must hurt you | How did your pitch to the investors go? | Well done on the new contract with the city | Did you accept the
job offer? | How was your product launch? | Your sale last week was the talk of the town | You told me your phone bill was a mess | Did
you sign up for the marathon? | Are you going to sign up for the choir? | I read that you launched a new shop | I booked a table for two |
Thanks for the free evening you gave me | You have a great deal on your plate | How are your customers taking the price change? | I'm
sorry to hear about the insurance renewal | Congrats on your new premium chocolate! | I paid for lunch the last time, so it's your turn |
We fixed the bug you told us about | We have added the report that you asked for | Because of your idea we just launched the night print |
Is the mortgage offer still on the table? | My son will renew his driving licence | Good luck with the demo for your board | How did the
garage sale go? | The wedding invoice is a nightmare, you said | I offer you my condolences | Forget about the contract, how did the
surgery go? | I heard that you got the discount on the van | Your book deal! | What is the cost of living in Lisbon?
"""


def each(text):
    """The sentences of a list."""
    return [" ".join(sentence.split()) for sentence in text.split("|")]

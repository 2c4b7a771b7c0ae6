# Words of the pages: congress.
to-do = What you can do here
import-title = Import members and units
import-what = From a table in CSV or XLSX; every line is checked before anything is entered.
import-help = Upload a table that a spreadsheet program saved as CSV (UTF-8) or XLSX. With the columns “name” and “unit” it is a list of members; with “unit”, “kind” and “members” a list of units and their members. Every line is checked and shown first. Names go to the register, which can be erased; the record holds only a salted hash of each.
import-example-members = Example of a list of members (CSV)
import-example-units = Example of a list of units (CSV)
import-file = The table
import-count = Also add the new members to the number of members of each unit
import-check = Check it
import-empty = There is nothing in this table.
import-kind = This is neither CSV nor XLSX; save the table in one of these forms.
import-letters = The letters of this file cannot be read; save it as “CSV UTF-8” or as XLSX.
import-long = This table has more than 20,000 lines; divide it.
import-large = This file is larger than 4 MB, or unpacks to too much; divide the table.
import-line = Line
import-column = Column
import-wrong = What is wrong
import-lines = What would be entered
import-more = { $more ->
    [one] And one more line.
   *[other] And { $more } more lines.
  }
import-faults = { $faults ->
    [one] One thing has to be mended first; nothing was entered.
   *[other] { $faults } things have to be mended first; nothing was entered.
  }
import-ready = { $lines ->
    [one] One line is
   *[other] All { $lines } lines are
  } in order; { $acts ->
    [one] one act would be entered.
   *[other] { $acts } acts would be entered.
  }
import-enter = Enter all of it
import-not = Do not
import-again = Upload the mended table
import-another = Upload another table
import-progress = { $entered } of { $all } acts are entered.
import-wait = This page renews itself until all of it is entered.
import-done = Everything is entered.
import-outdated = Another table was entered since this one was checked; nothing of this one is entered. Upload it again.
import-stopped = The rest was not entered. Mend what is wrong and upload the table again; whoever is entered already is then named, and nobody is entered twice.
import-no-column = The table has no such column; add it, with this heading.
import-missing = Nothing stands here; fill it in.
import-name-long = This is longer than 200 letters; shorten it.
import-hidden = “{ $typed }” holds letters that cannot be seen; type it anew.
import-unknown-unit = There is no unit “{ $typed }”; write its name as it stands in the record, or import the units first.
import-two-units = There are several units called “{ $typed }”; give them different names first.
import-twice = “{ $typed }” stands in this table already; take one of the two lines out.
import-known = “{ $typed }” is known as a member of this unit already; take the line out.
import-unit-known = The unit “{ $typed }” is known already; give its number of members, or take the line out.
import-number = “{ $typed }” is not a whole number; write it in digits.
import-unknown-kind = The charter has no kind of unit “{ $typed }”; write one of its kinds.
column-name = Name
column-unit = Unit
column-unit-en = Unit in English
column-kind = Kind
column-within = Part of
column-members = Members
units-title = Units
units-what = Members counted, delegates elected and instructed, substitutes, recall.
units-mine = yours
units-members = { $members ->
    [one] one member
   *[other] { $members } members
  }
unit-in-record = This unit in the record
unit-members-count = Members
unit-norm = By the norm of representation this unit may send delegates with { $seats ->
    [one] one vote;
   *[other] { $seats } votes;
  } those whom it has sent have { $given }.
unit-no-norm = The delegates whom this unit has sent have { $given ->
    [one] one vote.
   *[other] { $given } votes.
  }
unit-missing = { $missing } still to send
unit-over = { $over } too many
unit-delegate = Delegate
unit-votes = Votes
unit-credential = Credential
unit-substitute-of = substitute for { $name }
unit-recall-rule = This unit may recall its delegates at any time, by { $majority }.
unit-recall-notice = { $days ->
    [one] A recall must be announced a day before the vote.
   *[other] A recall must be announced { $days } days before the vote.
  }
unit-last-votes = Its last votes
unit-members = Count the members
unit-members-help = How many members the unit has now. The norm of representation is reckoned from it.
unit-elect = Elect delegates
unit-elect-help = What tellers counted, when the list was put to the vote. If it has the majority that the charter asks for, the delegates get their mandates, provisional until they are verified; if not, the vote alone is entered.
unit-elect-do = Enter the election
unit-substitute = Name a substitute
unit-substitute-help = A substitute takes the seat at once when the delegate leaves it.
unit-instruct = Instruct delegates
unit-announce = Announce a recall
unit-announce-help = The days of notice run from now.
unit-announce-do = Announce it
unit-recall = Decide a recall
unit-recall-help = What tellers counted. If the recall is carried, the seat is taken back at once with every office held by virtue of it, and the substitute sits.
unit-recall-do = Enter the vote
unit-recall-confirm = If it is carried, the delegate loses the seat at once. Enter the vote?
label-members = Members
label-organ = To
label-elected = Elected
label-newcomers = Elected, and not known here yet
label-newcomers-help = One name a line. Names go to the register, not to the record.
label-newcomer = Or somebody who is not known here yet
label-method = How it was voted
label-for = For
label-against = Against
label-abstain = Abstaining
label-present = Present
label-mandate = Whose seat
label-person = Who
label-delegates = Whom
label-text = In words
label-binding = They are bound to follow it
label-motion = Announced by
label-substitute = Who takes the seat
told-by-hands = by show of hands
told-by-secret = in secret, on paper
told-by-cards = by cards
told-by-roll-call = by roll call
told-by-acclamation = without objection
wrong-fewer-present = Fewer are present than voted; count again.
wrong-no-votes = Nobody voted; without votes nothing is decided.
wrong-name = A name has at most 200 letters and stands on one line.
wrong-nobody-elected = Say who was elected.
wrong-two-persons = Choose somebody, or name somebody new, not both.
wrong-past = This day is over; choose one that is to come.
credentials-title = Credentials
credentials-what = Verify mandates, challenge them, rule on challenges, report.
credentials-of = Credentials: { $organ }
credentials-sum = { $given } mandates, { $verified } verified
credentials-unruled = { $unruled ->
    [one] one challenge open
   *[other] { $unruled } challenges open
  }
credentials-given = mandates
credentials-voting = may vote
credentials-substitutes = substitutes
credentials-substitute = substitute
credentials-mandates = Mandates
credentials-challenges = Challenges
credentials-not-ruled = not ruled upon
credentials-reports = Reports
credentials-norm = Norm of representation
credentials-may-send = may send
credentials-has-sent = has sent
credential-verified = verified
credential-provisional = not verified
credential-challenged = challenged
credentials-verify = Verify mandates
credentials-verify-do = They are in order
credentials-challenge = Challenge a mandate
credentials-challenge-do = Challenge it
credentials-rule = Rule on a challenge
credentials-rule-do = Enter the ruling
credentials-report = Report on the credentials
credentials-report-help = The figures of this page are entered with the report.
credentials-report-do = Report
credentials-adopt = Put the report to the vote
credentials-adopt-help = What tellers counted in the sitting.
credentials-adopt-do = Enter the vote
label-mandates = Mandates
label-ground = Ground
label-challenge = Challenge
label-outcome = Ruling
label-report = Report
label-sitting = Sitting of
ground-no-base = elected by nobody who may elect
ground-stale = elected too long ago
ground-irregular-election = the election was not in order
ground-over-norm = more delegates than the norm gives
ground-not-a-member = not a member of the unit
ground-other = another ground
ruling-upheld = the challenge is upheld
ruling-dismissed = the challenge is dismissed
ruling-void = the mandate is void
ruling-reserved = the ruling is put off
convenings-title = Convening
convenings-what = Call an organ to sit; see what is overdue and who may call it.
convening-overdue = overdue
convening-months = { $months ->
    [one] The last sitting was a month ago.
   *[other] The last sitting was { $months } months ago.
  }
convening-last = Last sitting
convening-never = none yet
convening-called = Called for
convening-turn = Turn
convening-every = { $months ->
    [one] every month
   *[other] every { $months } months
  }
convening-notice = Notice
convening-days = { $days ->
    [one] a day
   *[other] { $days } days
  }
convening-by = Called by
convening-fallback = Once overdue, also by
convene = Call an organ to sit
convene-do = Call it
postpone = Put a sitting off
postpone-do = Put it off
label-for-date = For
label-extraordinary = Outside the ordinary turn
label-convening = Which sitting
label-until = Until
convening-demand = On demand
convening-demanded = of { $share } of its units; { $units ->
    [0] none has demanded it
    [one] one has demanded it
   *[other] { $units } have demanded it
  }
demand-sitting = Demand a sitting
demand-sitting-help = When as many units as the charter wants demand it, the organ must be called.
demand-sitting-do = Demand it
demand-withdraw = Take a demand back
demand-withdraw-help = The unit demands the sitting no more and is not counted any longer among those that do.
demand-withdraw-do = Take it back
label-demand = Demand

/** Every text of the console. Other languages say the same under the same names. */
export const en = {
  notLive: "offline", failedRate: "Failed", handsOver: "Hands over", takesOver: "Takes over",
  overview: "Overview", hotspots: "Hotspots", map: "Map", cases: "Cases", decisions: "Decisions", complaints: "Complaints", procedures: "Procedures",
  compare: "Compare", whatIf: "What if", data: "Data", documentation: "Documentation", menu: "Menu", skip: "Skip to the content",
  dark: "Dark", light: "Light", chooseLanguage: "Language",
  filters: "Filters", from: "From", to: "Until", link: "Link", kind: "Kind of case", segment: "Segment", promise: "Promise", cause: "Cause", decision: "Decision",
  asOf: "As it stood on", any: "any", clear: "Clear all filters", due: "promises due",
  loading: "Loading", failed: "That did not work", again: "Try again", nothing: "Nothing here yet", nothingFits: "Nothing fits these filters.",
  keyNeeded: "A key is needed", keyWhere: "Whoever runs this server makes keys: ./journeytrace keys create NAME --scopes read", key: "Key", comeIn: "Come in",
  keyUnknown: "This key is not known here, or was revoked, or has expired.", leave: "Leave",
  missing: "What is missing for a better answer", offline: "The server does not answer. What is shown may be old.",
  csv: "CSV", png: "PNG", showCases: "Show the cases", details: "Details", close: "Close", live: "live", more: "More",
  // Overview
  overviewIntro: "How well promises to customers are kept, and whose time breaks them.",
  kept: "Kept", keptOnTime: "Promises kept in time", broken: "Broken", abandoned: "Abandoned", open: "Open", released: "Released", none: "none",
  promises: "Promises", of: "of", whereRooted: "Where broken promises are rooted", contact: "Contact staff", upstream: "Upstream", customer: "Customer",
  undetermined: "Undetermined", trend: "Promises over time", threeHotspots: "What matters most", atRiskNow: "Open and at risk now", atRisk: "at risk",
  noneAtRisk: "No open promise is at risk.", justNow: "Just now", isOver: "{what}: over", noNews: "Changes appear here as they are found.", ofBlame: "of all blame", month: "Month", week: "Week", day: "Day",
  // Hotspots
  hotspotsIntro: "What broke promises: each failed promise is shared out among those whose time it was.",
  by: "By", handoff: "Hand-off", element: "Element", procedure: "Procedure", blame: "Blame", blameHelp: "Broken promises, by shares", rate: "Rate", interval: "95 % interval", served: "Had a part in",
  failedOf: "Failed", rootOf: "Root of", excess: "Time over", customers: "Customers", value: "Value", state: "State", share: "Share", cumulative: "Cumulative",
  pareto: "Who holds the blame", paretoHolds: "The top fifth holds {share} of the blame: few cause most of it.", paretoNot: "The top fifth holds {share} of the blame: it is spread, there is no 20/80 here.",
  new: "new", ongoing: "ongoing", regressed: "regressed", resolved: "resolved",
  explain: "{key} had a part in {served} promises; {broken} of them failed with time of its own ({rate}). It is the root of {root}. {customers} customers worth {value} are concerned.",
  explainTrend: "In the last period {now} of {servedNow} failed, before that {before} of {servedBefore}.", explainRescue: "{rescues} would have been kept, had it kept its terms (counted by shares; too few where working hours differ).",
  // Map
  mapIntro: "Who hands to whom. Arrows are as wide as they are many; the redder, the more broken promises they are to blame for.",
  shownArrows: "Share of the hand-offs shown", zoomIn: "Larger", zoomOut: "Smaller", fit: "Fit", median: "Median", p90: "90 %", overTerm: "Over term", 
  healthy: "healthy", limiting: "limiting", blocking: "blocking", unmeasured: "no term agreed", inTerm: "Served within its term", reach: "Reaches the customer in", servedTo: "Serves", asks: "Asks", 
  front: "contact staff", internal: "internal", supplier: "supplier", management: "management", keptRate: "Promises kept", refused: "Refused", orphans: "Never taken", asTable: "As a table", asPicture: "As a picture",
  mapHelp: "Drag or use the arrow keys to move, scroll or press + and − to zoom, 0 to see it whole, Tab to go from link to link and arrow to arrow, Enter for details.",
  // Cases
  casesIntro: "Cases by name; open one to see its journey.", search: "Search by name", status: "Status", lastEvent: "Last event", opened: "Opened", events: "Events", case: "Case", onlyAtRisk: "Only at risk",
  journey: "The journey", wholeCase: "The whole case", verdict: "Verdict", noPromise: "No promise was made in this case.", scrubber: "As it stood", now: "now", asKnown: "As we knew it then", whoseTime: "Whose time it was", root: "Root", rawEvents: "Events as they were told",
  late: "late", madeBy: "made by", dueAt: "due", keptAt: "kept", waiting: "waiting to be taken", working: "worked on", obstacle: "obstacle", criticalPath: "the path that broke the promise", promiseBar: "promised time",
  whatIfHere: "What if this had gone well?", without: "Without {what}", wouldBeKept: "It would have been kept: {when}.", stillBroken: "It would still have been broken, {earlier} earlier.", unknownThen: "It was never kept, so nobody can tell when it would have been.", inJaeger: "As a trace", notYet: "Nothing had happened yet.",
  // Decisions
  decisionsIntro: "What one decision did to how many customers.", insideOutside: "Inside against outside", saves: "Saves", costsInside: "Costs inside", costsOutside: "Costs outside", lostValue: "Lost customers' worth", net: "Net", fourQuestions: "Four questions before a decision",
  impact: "What does it do to customers?", mitigation: "What is done about that?", plan: "When and how?", alternatives: "What else was there?", answered: "answered", unanswered: "nobody answered", unansweredOf: "Unanswered", capacityRemoved: "Links taken away", uncovered: "Nobody stood in",
  hoursLost: "Hours lost", commonCause: "Of all failures", casesTouched: "Cases that it touched", suspected: "Suspected, never proven", window: "In force",
  // Complaints
  complaintsIntro: "How far complaints come, and where they die.", funnel: "The funnel", voiced: "voiced", registered: "registered", passedOn: "passed on", reachedManagement: "reached management", answeredComplaints: "answered", lostWhere: "Where they were lost", visible: "of what customers complain of is seen by management", levels: "Levels", heardBy: "Heard by", after: "after",
  // Procedures
  proceduresIntro: "Agreed ways, and whether they are gone. The state is read from what cases did.", sound: "sound", incomplete: "incomplete", wrong: "wrong", shelved: "shelved", unknown: "unknown", followed: "Followed", keptWhereFollowed: "Kept where followed", keptWhereNot: "Kept where not", version: "Version", saved: "Saved", payback: "Payback", months: "months", ways: "Ways that cases take", proposed: "proposed revision", asPublished: "as published", unidentified: "Kinds of cases without a procedure", steps: "Steps",
  // Compare, what if
  compareIntro: "Any two groups side by side. A difference whose interval holds 0 may be chance.", groupA: "Group A", groupB: "Group B", difference: "Difference", chance: "may be chance", beyondChance: "beyond chance", blameA: "Blame in A", blameB: "Blame in B", chooseGroups: "Choose what tells the groups apart.", points: "points",
  whatIfIntro: "Take time away from links, causes or decisions, and see which promises would have been kept.", addDrop: "Add", drop: "Take away", exact: "Replay each case exactly", byShares: "By shares (quick)", rescued: "Rescued", rescuedPromises: "Promises that would have been kept", earlier: "Earlier by", chooseDrop: "Choose something to take away.", remove: "Remove",
  // Data
  dataIntro: "What came in, what was rejected, and how links are described.", whereIsIt: "Where is my event?", source: "Source", id: "Id", find: "Find", stored: "Stored", replayed: "replayed", notReplayed: "not replayed yet", position: "position", isDeadLetter: "It was rejected", notFound: "It never arrived.", deadLetters: "Rejected events", noDeadLetters: "Nothing was rejected.", reason: "Reason", received: "Received", mend: "Mend and send again", sendAgain: "Send again", mended: "Event #{number} is accepted now.", lag: "How far behind", upToDate: "Everything is replayed", behind: "{events} events and {cases} cases to replay", catalogue: "Catalogue", catalogueHelp: "Links, working hours and terms, as JSON. Check before saving: a change replays what it touches.", check: "Check", saveCatalogue: "Save", checked: "It is right. Saving replays: {what}.", everything: "everything", savedVersion: "Saved as version {version}.", importLog: "Import a log", dropHere: "Drop an event log here (XES, CSV or OCEL 2.0, also .gz), or choose one", choose: "Choose a file", mapping: "Mapping", mappingHelp: "Suggested from the file. It says which column means what.", preview: "Try without storing", import: "Import", imported: "{accepted} events stored, {duplicate} there already, {rejected} rejected.", previewed: "{accepted} events would be stored, {rejected} rejected.", rows: "Rows",
  // Counted: the form for the number, as the language has forms
  nLinks: "one:{n} link|other:{n} links", nArrows: "one:{n} arrow|other:{n} arrows", nTimes: "one:once|other:{n} times", times: "Times",
  // Why a row of hotspots is one
  grouped_link: "One row for each link: a promise counts where the link had a part in it, and its blame is the time that was the link's.",
  grouped_handoff: "One row for each hand-off, by who hands over and who takes over.", grouped_cause: "One row for each cause that time was lost to.",
  grouped_element: "One row for each element of the service environment; each cause belongs to one.", grouped_kind: "One row for each kind of case, with all of its promises.",
  grouped_segment: "One row for each segment of customers, with all of their promises.", grouped_promise: "One row for each sort of promise.",
  grouped_decision: "One row for each decision that had a share in a failure.", grouped_procedure: "One row for each procedure that held when the promise was made.",
  state_new: "New: nothing failed here before this period.", state_ongoing: "Ongoing: it failed in the period before, too.",
  state_regressed: "Regressed: it had been quiet in the period before, and failed earlier.", state_resolved: "Resolved: it failed in the period before, and not in this one.",
  // More of lists, the journey and the data
  firstOf: "The first {shown} of {all} are listed; all are counted.", lanesHelp: "Point at a piece, or go from piece to piece by Tab, to see what it is.", terms: "Terms", threeQuarters: "three quarters within", sources: "Sources",
  firstEvent: "First event", clock: "Clock", clockAhead: "ahead", clockBehind: "behind", withheld: "Personal values are shown as pseudonyms (~…), or all of it is kept back. Sent again unchanged, it goes as it came.", forgotten: "What it held was destroyed. Write the event anew to send it.", notText: "What came was not UTF-8. Signs that could not be read are shown as �: mend them before sending.",
  // Words of events and of the catalogue: causes, and as reasons; elements; and the verdict in a sentence or two
  cause_absence: "nobody there", "cause_missing-information": "missing information", "cause_no-authority": "no authority", "cause_not-my-job": "not my job", "cause_shift-ended": "the shift ended", cause_bureaucracy: "bureaucracy", cause_untrained: "not trained", "cause_no-tools": "no tools", "cause_system-down": "system down", cause_defect: "defect", cause_legal: "legal matter", cause_rework: "rework", cause_queue: "waiting to be taken up", "cause_slow-work": "slow work", "cause_no-answer": "no answer", "cause_over-promise": "promised too much", cause_customer: "waiting for the customer", cause_unknown: "unknown",
  reason_absence: "nobody was there", "reason_missing-information": "something that was needed was missing", "reason_no-authority": "nobody there had the authority", "reason_not-my-job": "it was taken for somebody else's job", "reason_shift-ended": "the shift had ended", reason_bureaucracy: "the rules took the time", reason_untrained: "people were not trained for it", "reason_no-tools": "the tools were missing", "reason_system-down": "a system was down", reason_defect: "of a defect", reason_legal: "of a legal matter", reason_rework: "work had to be done again", reason_queue: "it waited there to be taken up", "reason_slow-work": "the work took longer than there was time for", "reason_no-answer": "no answer came", reason_customer: "it waited for the customer", "reason_over-promise": "more was promised than could be kept", reason_unknown: "of a cause nobody wrote down", reason_other: "of “{cause}”",
  element_goals: "goals", element_processes: "processes", element_procedures: "procedures", element_competences: "competences", element_legal: "law", "element_decision-centres": "decision centres", element_effectiveness: "effectiveness", "element_work-tools": "work tools", "element_support-tools": "support tools", element_culture: "culture", element_other: "other",
  verdict_promise: "“{what}”, promised by {link},", verdict_complaint: "The complaint about “{what}”, told to {link},", verdict_complaintBare: "The complaint told to {link}", verdict_kept: "{subject} was kept {late} late.", verdict_answered: "{subject} was answered {late} late.", verdict_released: "{subject} was {late} overdue when the customer let us off.", verdict_dropped: "{subject} was {late} overdue when the case ended.", verdict_givenUp: "{subject} was given up before it was due.", verdict_open: "{subject} is {late} overdue and still not kept.", verdict_unanswered: "{subject} is still unanswered, {late} overdue.", verdict_overPromise: "Every link kept its terms: {link} promised more than they allow.", verdict_customer: "{part} of the delay was the customer's own time.", verdict_because: "{part} of the delay was {link}'s, because {reason}{decision}{rest}.", verdict_mostly: "{part} of the delay was {link}'s, mostly because {reason}{decision}{rest}.", verdict_decision: " (decision “{decision}”)", verdict_noneOf: ", and none of it {maker}'s", verdict_someOf: "; {maker} itself had {part} of it", verdict_all: "All", verdict_underOne: "under 1%",
  "flag_green-inside-red-outside": "in its terms, and still promises break", flag_unmeasured: "no term agreed", "flag_powerless-sink": "gets the complaints, may decide nothing",
} as const;

export type Texts = { readonly [Name in keyof typeof en]: string };

namespace JourneyTrace.Demo;

/// <summary>What the made-up company says of its own ways: procedures, surveys, assessments, and what it did about findings.</summary>
static class DemoPractice
{
    public static IEnumerable<string> Lines(DateTime end)
    {
        (int DaysAgo, string Type, string Data)[] told =
        [
            (320, "procedure.published", """{"procedure":"swapping","version":"1","caseKind":"device-swap","steps":[{"link":"account-manager","kind":"work","within":"PT2H"},{"link":"device-support","kind":"work","within":"PT4H"},{"link":"branch-manager","kind":"approval"}],"cost":20}"""),
            (110, "procedure.published", """{"procedure":"swapping","version":"2","caseKind":"device-swap","steps":[{"link":"account-manager","kind":"work","within":"PT2H"},{"link":"device-support","kind":"work","within":"PT4H"}],"cost":60}"""),
            (320, "procedure.published", """{"procedure":"paying","version":"1","caseKind":"payment","steps":[{"link":"payments","kind":"payment"},{"link":"finance","kind":"approval"},{"link":"director","kind":"approval"}],"cost":40}"""),
            (90, "procedure.published", """{"procedure":"paying","version":"2","caseKind":"payment","steps":[{"link":"payments","kind":"payment"},{"link":"finance","kind":"approval"}],"cost":120}"""),
            (60, "understanding.surveyed", """{"question":"kept","answers":[{"layer":"director","answer":"yes","count":5},{"layer":"manager","answer":"yes","count":17},{"layer":"manager","answer":"no","count":5},{"layer":"front line","answer":"yes","count":70},{"layer":"front line","answer":"no","count":50}]}"""),
            (60, "understanding.surveyed", """{"question":"who may decide on a refund","answers":[{"layer":"director","answer":"the desk","count":5},{"layer":"manager","answer":"the desk","count":9},{"layer":"manager","answer":"the branch manager","count":13},{"layer":"front line","answer":"nobody","count":64},{"layer":"front line","answer":"the branch manager","count":56}]}"""),
            (58, "practice.assessed", """{"element":"procedures","link":"finance","score":2,"independent":true}"""),
            (58, "practice.assessed", """{"element":"competences","link":"billing","score":3,"independent":false}"""),
            (57, "practice.assessed", """{"element":"support-tools","link":"account-manager","score":2.5,"independent":true}"""),
            (100, "corrective.taken", """{"finding":"link:billing","title":"A course on the new till","links":["billing"],"cost":12}"""),
            (85, "corrective.taken", """{"finding":"cause:bureaucracy","title":"Finance signs up to a limit by itself","links":["finance"],"cost":4}"""),
            (40, "corrective.taken", """{"finding":"cause:no-tools","title":"A second forklift","links":["warehouse"],"cost":30}"""),
            (280, "procedure.published", """{"procedure":"complaining","version":"1","caseKind":"invoice","steps":[{"link":"branch-manager","kind":"approval"}],"cost":10}"""),
            (240, "procedure.shelved", """{"procedure":"complaining","reason":"nobody had the time"}"""),
        ];
        foreach (var (number, (daysAgo, type, data)) in told.Index())
            yield return DemoEvent.Line($"practice-{number}", type, "organisation", end.AddDays(-daysAgo), data);
    }
}

using System.Globalization;

namespace JourneyTrace.Server.Demo;

/// <summary>One made-up case: a promise, a few hand-offs, and sometimes a fault at one of the links.</summary>
sealed class DemoCase(int number, DateTime opened, DemoRandom random)
{
    static readonly Plan[] Plans =
    [
        new("device-swap", "swap", "your phone is swapped today", "store", 10, [new("account-manager", "work", "order", 60), new("device-support", "work", "device", 120)]),
        new("delivery", "parcel", "delivered within two days", "call-centre", 48, [new("warehouse", "work", "parcel", 300), new("courier", "work", "ride", 900)]),
        new("payment", "payment", "paid within five days", "training-desk", 120, [new("payments", "payment", "transfer", 900), new("finance", "approval", "signature", 480)]),
        new("contract", "contract", "the contract is ready in four days", "reception", 96, [new("account-manager", "work", "draft", 90), new("legal", "approval", "opinion", 500)]),
        new("invoice", "invoice", "a right invoice in three days", "call-centre", 72, [new("billing", "work", "invoice", 420), new("account-manager", "information", "file", 40)]),
    ];

    static readonly string[] Segments = ["gold", "silver", "silver", "bronze", "bronze"];

    static readonly (string Link, string Cause, double Chance)[] Faults =
    [
        ("finance", "bureaucracy", 0.30), ("account-manager", "missing-information", 0.10), ("warehouse", "no-tools", 0.06),
        ("legal", "no-authority", 0.08), ("billing", "untrained", 0.08), ("device-support", "defect", 0.05), ("courier", "rework", 0.04),
    ];

    readonly List<string> _lines = [];
    readonly string _case = string.Create(CultureInfo.InvariantCulture, $"demo-{number:0000}");

    /// <summary>Its events, one JSON object each.</summary>
    public IEnumerable<string> Lines()
    {
        var plan = random.Of(Plans);
        Add("opened", "case.opened", opened, $$"""
            {"kind":"{{plan.Kind}}","customer":{"id":"cu-{{random.From(1, 1800)}}","segment":"{{random.Of(Segments)}}","value":{{random.From(1, 40) * 50}} } }
            """.Trim());
        Add("made", "promise.made", opened, $$"""{"promise":"{{plan.Promise}}","what":"{{plan.What}}","by":"{{plan.Maker}}","within":"PT{{plan.Hours}}H"}""");
        var cursor = opened.AddMinutes(random.From(3, 25));
        foreach (var (index, step) in plan.Steps.Index())
            cursor = HandOff(index + 1, plan.Maker, step, cursor);
        var kept = cursor.AddMinutes(random.From(5, 45));
        if (random.Chance(0.02))
            Add("lost", "customer.lost", kept, """{"reason":"did not want to wait"}""");
        else
            Add("kept", "promise.kept", kept, $$"""{"promise":"{{plan.Promise}}"}""");
        if (kept > opened.AddHours(plan.Hours * 1.6) && random.Chance(0.6))
            Complain(plan, opened.AddHours(plan.Hours * 1.3));
        return _lines;
    }

    /// <summary>An event as one line.</summary>
    public static string Line(string id, string type, string subject, DateTime time, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/demo/company","type":"{{type}}","subject":"{{subject}}","time":"{{Text(time)}}","data":{{data}}}""";

    public static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    DateTime HandOff(int index, string from, Step step, DateTime asked)
    {
        var name = $"h{index}";
        Add(name + "-asked", "handoff.requested", asked, $$"""{"handoff":"{{name}}","from":"{{from}}","to":"{{step.Link}}","kind":"{{step.Kind}}","need":"{{step.Need}}"}""");
        var begun = Begin(step.Link, asked.AddMinutes(random.From(5, 40)));
        if (!random.Chance(0.1))
            Add(name + "-taken", "handoff.accepted", begun, $$"""{"handoff":"{{name}}"}""");
        var done = begun.AddMinutes(step.Minutes * (0.4 + random.Next()));
        if (Faults.FirstOrDefault(f => f.Link == step.Link) is { Link: not null } fault && random.Chance(fault.Chance))
            done = Fail(name, step, fault.Cause, begun, done);
        Add(name + "-done", "handoff.delivered", done, $$"""{"handoff":"{{name}}"}""");
        return done.AddMinutes(random.From(1, 20));
    }

    /// <summary>Work begins when a decision's window at the link has ended.</summary>
    static DateTime Begin(string link, DateTime time)
    {
        foreach (var decision in DemoDecisions.All.Where(d => d.Link == link))
        {
            var from = new DateTime(2026, decision.Month, decision.Day, 6, 0, 0, DateTimeKind.Utc);
            if (time >= from && time < from.AddDays(decision.Days))
                return from.AddDays(decision.Days).AddMinutes(30);
        }
        return time;
    }

    DateTime Fail(string handoff, Step step, string cause, DateTime begun, DateTime done)
    {
        var met = begun.AddMinutes(random.From(5, 30));
        var cleared = met.AddHours(random.From(10, 90));
        Add(handoff + "-stuck", "obstacle.met", met, $$"""{"obstacle":"{{handoff}}-o","at":"{{step.Link}}","cause":"{{cause}}","handoff":"{{handoff}}"}""");
        Add(handoff + "-unstuck", "obstacle.cleared", cleared, $$"""{"obstacle":"{{handoff}}-o"}""");
        return cleared + (done - begun);
    }

    void Complain(Plan plan, DateTime time)
    {
        Add("complained", "complaint.voiced", time, $$"""{"complaint":"k","at":"{{plan.Maker}}","about":"{{plan.What}}: it is not"}""");
        if (random.Chance(0.5))
            Add("resolved", "complaint.resolved", time.AddHours(random.From(2, 40)), """{"complaint":"k"}""");
    }

    void Add(string id, string type, DateTime time, string data) => _lines.Add(Line($"{_case}-{id}", type, _case, time, data));

    sealed record Plan(string Kind, string Promise, string What, string Maker, int Hours, Step[] Steps);

    sealed record Step(string Link, string Kind, string Need, int Minutes);
}

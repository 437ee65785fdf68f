namespace JourneyTrace.Demo;

/// <summary>Makes up one case: a promise, hand-offs, at most one fault, and the noise of real systems: acknowledgements that are missing, events that nobody sent.</summary>
sealed partial class DemoCase(string name, DateTime opened, DateTime end, DemoRandom random)
{
    const double Unsent = 0.03;
    const double Unacknowledged = 0.1;

    static readonly string[] Segments = ["gold", "silver", "silver", "bronze", "bronze"];

    // How often each link fails, how, and why.
    static readonly (string Link, string Form, string Cause, double Chance)[] Faults =
    [
        ("finance", "obstacle", "bureaucracy", 0.20), ("finance", "queue", "queue", 0.08), ("account-manager", "incomplete", "missing-information", 0.08),
        ("account-manager", "refused", "absence", 0.04), ("warehouse", "obstacle", "no-tools", 0.07), ("legal", "refused", "no-authority", 0.09),
        ("billing", "slow", "slow-work", 0.08), ("billing", "obstacle", "untrained", 0.05), ("device-support", "obstacle", "defect", 0.06),
        ("courier", "slow", "slow-work", 0.05), ("payments", "queue", "queue", 0.05),
    ];

    readonly List<string> _lines = [];

    // What happens beside the case's course.
    readonly DemoRandom _beside = DemoRandom.Of(name);
    DemoPlan _plan = null!;
    string _maker = "";
    double _window;
    DemoFault? _fault;

    string _decision = "";

    // How much later the fault made it, by the clock.
    TimeSpan _added;
    int _handoffs;

    public DemoStory Make()
    {
        _plan = random.Of(DemoPlan.All);
        _maker = random.Of(DemoPlan.Makers);
        var hasty = _maker == DemoPlan.OverPromising;
        _window = _plan.Hours * (hasty ? 0.5 : 1);
        var segment = random.Of(Segments);
        Add("opened", "case.opened", opened, FormattableString.Invariant(
            $$"""{"kind":"{{_plan.Kind}}","channel":"{{Channel}}","customer":{"id":"cu-{{random.From(1, 1800)}}","segment":"{{segment}}","value":{{random.From(1, 40) * 50}} } }"""));
        Add("made", "promise.made", opened, FormattableString.Invariant(
            $$"""{"promise":"{{_plan.Promise}}","what":"{{_plan.What}}","by":"{{_maker}}","within":"PT{{_window * 60:0}}M","channel":"{{Channel}}"}"""));
        var cursor = opened.AddMinutes(random.From(3, 25));
        if (!hasty && random.Chance(0.03))
            cursor = FrontWaits(cursor);
        if (_plan.Kind == "contract" && _beside.Chance(0.08))
            cursor = CustomerIsAsked(cursor);
        foreach (var step in _plan.Steps.Skip(KnowsTheWay ? 1 : 0))
            cursor = HandOff(_maker, step, cursor);
        if (random.Chance(AsksTwice ? 0.8 : 0.08))
            cursor = HandOff(_maker, Extra(), cursor);
        cursor = cursor.AddMinutes(random.From(5, 45));
        if (cursor > opened.AddHours(_window * 0.6) && _beside.Chance(0.04))
            Move();
        Finish(cursor);
        return new DemoStory(name, _lines, _fault);
    }

    /// <summary>In the first version of the procedures somebody had to agree at the end.</summary>
    bool AsksTwice => _plan.Kind switch { "device-swap" => opened < end.AddDays(-110), "payment" => opened < end.AddDays(-90), _ => false };

    /// <summary>One shop has found out that the account manager adds nothing to a swap.</summary>
    bool KnowsTheWay => _plan.Kind == "device-swap" && _maker == "store-south" && random.Chance(0.7);

    string Channel => _maker switch { "web-shop" => "web", "call-centre" => "phone", _ => "store" };

    /// <summary>A step that no procedure has.</summary>
    DemoStep Extra() => _plan.Kind is "payment" or "contract" ? new DemoStep("director", "approval", "second signature", 240) : new DemoStep("branch-manager", "approval", "permission", 90);

    void Finish(DateTime kept)
    {
        var due = opened.AddHours(_window);
        if (_fault is null && kept > due)
            BlameCustomerOrMaker(kept, due);
        _fault = _fault is null ? null : _fault with { Decisive = kept - _added <= due || _fault.Form == "over-promise" };
        var released = kept > due && _beside.Chance(0.04);
        if (released)
            Add("released", "promise.released", due.AddMinutes(-10), $$"""{"promise":"{{_plan.Promise}}","reason":"no hurry"}""");
        else if (kept > due && _beside.Chance(0.02))
            GiveUp(kept);
        else if (kept > due && random.Chance(0.05))
            Add("lost", "customer.lost", kept, """{"reason":"did not want to wait"}""");
        else
            Add("kept", "promise.kept", kept, $$"""{"promise":"{{_plan.Promise}}"}""");
        if (random.Chance(0.2))
            Add("said", "feedback.given", kept.AddHours(5), FormattableString.Invariant($$"""{"score":{{(kept <= due ? random.From(6, 10) : _beside.Chance(0.08) ? 9 : random.From(0, 7))}} }"""));
        if (kept > due.AddHours(2) && !released)
            Insist(due);
        if (kept > due && _fault?.Form == "decision" && random.Chance(0.7))
            Add("goodwill", "effect.recorded", kept, FormattableString.Invariant($$"""{"what":"goodwill","side":"external","amount":{{random.From(4, 20) * 50}},"unit":"EUR","link":"{{_fault.Link}}","decision":"{{_decision}}"}"""));
        if (random.Chance(0.02))
            Add("dearer", "effect.recorded", kept, """{"what":"supplier's price","side":"internal","amount":15,"unit":"EUR","because":"inflation"}""");
        // Cases are put away two weeks later, whatever is still open in them.
        Add("closed", "case.closed", kept.AddDays(14), """{"outcome":"put away"}""");
        if (kept > opened.AddHours(_window * 1.6) && !released && random.Chance(0.5))
            Complain(opened.AddHours(_window * 1.3));
    }

    /// <summary>The desk itself sits on it.</summary>
    DateTime FrontWaits(DateTime cursor)
    {
        _fault = new DemoFault(_maker, "slow-work", "front");
        _added = TimeSpan.FromHours(_window * (1 + random.Next()));
        return cursor + _added;
    }

    DateTime HandOff(string from, DemoStep step, DateTime asked)
    {
        var handoff = FormattableString.Invariant($"h{++_handoffs}");
        Add(handoff + "-asked", "handoff.requested", asked, $$"""{"handoff":"{{handoff}}","from":"{{from}}","to":"{{step.Link}}","kind":"{{step.Kind}}","need":"{{step.Need}}"}""");
        var begun = Begin(step.Link, DemoHours.After(step.Link, asked, random.From(5, 30)));
        if (step.Link is "branch-manager" or "director" && _beside.Chance(0.25))
            begun = SentBack(handoff, from, step, begun);
        var fault = _fault is null ? Faults.FirstOrDefault(f => f.Link == step.Link && random.Chance(f.Chance * Season(asked) * Mood(f.Link, asked))) : default;
        if (fault.Form == "queue")
            begun = Later(begun, DemoHours.After(step.Link, begun, Delay(step.Link)));
        if (fault.Form is "queue" or "obstacle" or "slow" or "refused" or "incomplete")
            _fault = new DemoFault(step.Link, fault.Cause, fault.Form);
        var work = step.Minutes * (0.5 + 0.8 * random.Next());
        var half = DemoHours.After(step.Link, begun, work / 2);
        if (step.Inner is not null)
            half = HandOff(step.Link, step.Inner, half);
        var done = fault.Form is "refused" or "incomplete"
            ? Again(handoff, from, step, fault, begun, half, work)
            : DemoHours.After(step.Link, fault.Form is "obstacle" or "slow" ? Stuck(handoff, step.Link, fault, half) : half, work / 2);
        if (fault.Form is not ("refused" or "incomplete"))
            Served(handoff, step, begun, done);
        return DemoHours.After(from, done, random.From(1, 20));
    }

    void Served(string handoff, DemoStep step, DateTime begun, DateTime done)
    {
        if (!random.Chance(Unacknowledged))
            Add(handoff + "-taken", "handoff.accepted", begun, $$"""{"handoff":"{{handoff}}"}""");
        if (!random.Chance(Unsent))
            Add(handoff + "-done", "handoff.delivered", done, $$"""{"handoff":"{{handoff}}"}""");
        Add(handoff + "-did", "activity.recorded", done, $$"""{"activity":"{{step.Need}}","link":"{{step.Link}}","person":"{{step.Link}} {{random.From(1, 4)}}","started":"{{DemoEvent.Text(begun)}}"}""");
    }

    /// <summary>Refused, or served with something missing; asked again when the desk has had enough.</summary>
    DateTime Again(string handoff, string from, DemoStep step, (string Link, string Form, string Cause, double Chance) fault, DateTime begun, DateTime half, double work)
    {
        if (fault.Form == "refused")
            Add(handoff + "-refused", "handoff.refused", half, $$"""{"handoff":"{{handoff}}","reason":"{{fault.Cause}}"}""");
        else
            Part(handoff, step, begun, half);
        var asked = Later(half, half.AddMinutes(Delay(from)));
        if (fault.Form == "refused" && random.Chance(0.6))
            Escalate(from, half, (asked - half) / 8);
        Add(handoff + "-again", "handoff.requested", asked, $$"""{"handoff":"{{handoff}}","from":"{{from}}","to":"{{step.Link}}","kind":"{{step.Kind}}","need":"{{step.Need}}"}""");
        begun = DemoHours.After(step.Link, asked, random.From(5, 30));
        var done = DemoHours.After(step.Link, begun, work / 2);
        Served(handoff, step, begun, done);
        return done;
    }

    /// <summary>Half of it: the rest is done again.</summary>
    void Part(string handoff, DemoStep step, DateTime begun, DateTime half)
    {
        Add(handoff + "-part", "handoff.delivered", half, $$"""{"handoff":"{{handoff}}","missing":["half of it"]}""");
        Add(handoff + "-tried", "activity.recorded", half, $$"""{"activity":"{{step.Need}}","link":"{{step.Link}}","person":"{{step.Link}} {{random.From(1, 4)}}","started":"{{DemoEvent.Text(begun)}}"}""");
    }

    /// <summary>Work begins when a decision's window at the link has ended.</summary>
    DateTime Begin(string link, DateTime time)
    {
        foreach (var decision in DemoDecision.All.Where(d => d.Link == link))
        {
            if (time < decision.From(end) || time >= decision.To(end))
                continue;
            if (_fault is not null)
                return DemoHours.After(link, decision.To(end), 30);
            (_fault, _decision) = (new DemoFault(link, decision.Cause, "decision"), decision.Name);
            return Later(time, DemoHours.After(link, decision.To(end), 30));
        }
        return time;
    }

    DateTime Stuck(string handoff, string link, (string Link, string Form, string Cause, double Chance) fault, DateTime met)
    {
        var cleared = Later(met, DemoHours.After(link, met, Delay(link)));
        if (fault.Form == "slow" || random.Chance(Unsent))
            return cleared;
        Add(handoff + "-stuck", "obstacle.met", met, $$"""{"obstacle":"{{handoff}}-o","at":"{{link}}","cause":"{{(fault.Cause == "defect" && _beside.Chance(0.15) ? "unknown" : fault.Cause)}}","handoff":"{{handoff}}"}""");
        if (!random.Chance(Unsent))
            Add(handoff + "-unstuck", "obstacle.cleared", cleared, $$"""{"obstacle":"{{handoff}}-o"}""");
        return cleared;
    }

    DateTime Later(DateTime from, DateTime to)
    {
        _added = to - from;
        return to;
    }

    /// <summary>Minutes that a fault takes; of an office, of its hours.</summary>
    double Delay(string link) => 60 * _window * (0.4 + 1.2 * random.Next()) * (DemoHours.IsOffice(link) ? 0.4 : 1);

    /// <summary>More goes wrong before Christmas and in the summer.</summary>
    static double Season(DateTime time) => time.Month switch { 11 or 12 => 1.6, 7 or 8 => 1.3, 1 or 2 => 0.7, _ => 1 };

    /// <summary>The lawyers refuse more from month to month: nobody listens to them either.</summary>
    double Mood(string link, DateTime time) => link == "legal" ? 0.2 + (2.2 * Math.Clamp(1 - ((end - time).TotalDays / 300), 0, 1)) : 1;

    /// <summary>What lies after the last day has not happened yet.</summary>
    void Add(string id, string type, DateTime time, string data)
    {
        if (time <= end)
            _lines.Add(DemoEvent.Line($"{name}-{id}", type, name, time, data));
    }
}

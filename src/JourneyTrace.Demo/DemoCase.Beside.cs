namespace JourneyTrace.Demo;

/// <summary>What happens beside the course of a case.</summary>
sealed partial class DemoCase
{
    // How long the customer took.
    TimeSpan _asked;

    /// <summary>Nobody failed, and it is late: the customer took the time, or it was promised too soon.</summary>
    void BlameCustomerOrMaker(DateTime kept, DateTime due)
    {
        var customer = _asked > TimeSpan.Zero && kept - _asked <= due;
        (_fault, _added) = customer ? (new DemoFault("customer", "customer", "customer"), _asked) : (new DemoFault(_maker, "over-promise", "over-promise"), _added);
    }

    /// <summary>Something that only the customer has is needed.</summary>
    DateTime CustomerIsAsked(DateTime asked)
    {
        _asked = TimeSpan.FromHours(_beside.From(2, 70));
        var brought = asked + _asked;
        Add("paper-asked", "handoff.requested", asked, $$"""{"handoff":"paper","from":"{{_maker}}","to":"customer","kind":"information","need":"a copy of the lease"}""");
        Add("paper-brought", "handoff.delivered", brought, """{"handoff":"paper"}""");
        return brought.AddMinutes(20);
    }

    /// <summary>All was done, and the desk forgot to call the customer.</summary>
    void GiveUp(DateTime at)
    {
        _fault = new DemoFault(_maker, "slow-work", "front");
        Add("given-up", "activity.recorded", at, $$"""{"activity":"put on a pile","link":"{{_maker}}"}""");
    }

    /// <summary>A later day is agreed on, or only told.</summary>
    void Move()
    {
        var agreed = _beside.Chance(0.8);
        Add("moved", "promise.changed", opened.AddHours(_window * 0.6), $$"""{"promise":"{{_plan.Promise}}","agreed":{{(agreed ? "true" : "false")}},"due":"{{DemoEvent.Text(opened.AddHours(_window * 1.4))}}","reason":"more to do than we thought"}""");
        if (agreed)
            _window *= 1.4;
    }

    /// <summary>Sent back to be filled in, and asked for again.</summary>
    DateTime SentBack(string handoff, string from, DemoStep step, DateTime begun)
    {
        Add(handoff + "-back", "handoff.returned", begun, $$"""{"handoff":"{{handoff}}","reason":"missing-information"}""");
        var asked = begun.AddMinutes(_beside.From(5, 40));
        Add(handoff + "-mended", "handoff.requested", asked, $$"""{"handoff":"{{handoff}}","from":"{{from}}","to":"{{step.Link}}","kind":"{{step.Kind}}","need":"{{step.Need}}"}""");
        return DemoHours.After(step.Link, asked, _beside.From(5, 30));
    }

    /// <summary>The boss is asked to help, and sometimes the boss's boss; now and then at the price of a quarrel.</summary>
    void Escalate(string from, DateTime refused, TimeSpan pause)
    {
        var above = "branch-manager";
        foreach (var step in Enumerable.Range(1, 2))
        {
            var (name, at) = ($"up{step}-{_handoffs}", refused + (pause * 3 * (step - 1)));
            Add(name + "-asked", "handoff.requested", at + pause, $$"""{"handoff":"{{name}}","from":"{{from}}","to":"{{above}}","kind":"escalation","mode":"inform","need":"a word with them"}""");
            if (step == 2 || random.Chance(0.65))
            {
                Add(name + "-done", "handoff.delivered", at + (pause * 2), $$"""{"handoff":"{{name}}"}""");
                if (random.Chance(0.3))
                    Quarrel(name, from, at + (pause * 2));
                return;
            }
            Add(name + "-away", "handoff.refused", at + (pause * 2), $$"""{"handoff":"{{name}}","reason":"absence"}""");
            above = "director";
        }
    }

    /// <summary>It costs the peace, and now and then a colleague.</summary>
    void Quarrel(string escalation, string from, DateTime at)
    {
        Add(escalation + "-quarrel", "effect.recorded", at, """{"what":"conflict","side":"internal","amount":1,"unit":"conflicts"}""");
        if (_beside.Chance(0.1))
            Add(escalation + "-left", "effect.recorded", at.AddDays(12), $$"""{"what":"colleague-left","side":"internal","amount":1,"unit":"colleagues","link":"{{from}}","because":"process"}""");
    }

    void Insist(DateTime due)
    {
        foreach (var i in Enumerable.Range(1, random.From(1, 3)))
        {
            var visit = random.Chance(0.4);
            Add($"contact-{i}", "customer.contacted", due.AddMinutes(40 * i), FormattableString.Invariant(
                $$"""{"link":"{{_maker}}","channel":"{{(visit ? "visit" : "phone")}}","insisted":{{(i > 1 ? "true" : "false")}},"minutes":{{(visit ? 60 : 12)}} }"""));
        }
        if (random.Chance(0.15))
            Add("price", "effect.recorded", due.AddHours(1), """{"what":"voucher","side":"internal","amount":25,"unit":"EUR","because":"process"}""");
    }

    void Complain(DateTime time)
    {
        Add("complained", "complaint.voiced", time, $$"""{"complaint":"k","at":"{{_maker}}","about":"{{_plan.What}}: it is not"}""");
        if (DemoPlan.Vanishing.Contains(_maker))
            return;
        Add("registered", "complaint.registered", time.AddMinutes(random.From(5, 240)), $$"""{"complaint":"k","by":"{{_maker}}"}""");
        if (random.Chance(0.6))
            Add("passed", "handoff.requested", time.AddHours(6), $$"""{"handoff":"up","from":"{{_maker}}","to":"branch-manager","kind":"complaint","mode":"pass","inServiceOf":"complaint:k"}""");
        if (random.Chance(0.6))
            Add("resolved", "complaint.resolved", time.AddHours(random.From(8, 40)), """{"complaint":"k","by":"branch-manager"}""");
    }
}

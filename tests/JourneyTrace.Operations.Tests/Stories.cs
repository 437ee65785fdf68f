using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>A case that ended badly: a phone is to be swapped, the account manager lacks the file.</summary>
static class Stories
{
    public static IEnumerable<string> Swap(string @case, DateTime? from = null)
    {
        var at = from ?? Told.Monday;
        string Event(string id, string type, double hours, string data) => Told.Json($"{@case}-{id}", type, @case, at.AddHours(hours), data);
        return
        [
            Event("0", "case.opened", 0, """{"kind":"swap","segment":"gold"}"""),
            Event("1", "promise.made", 0.1, """{"promise":"swap","by":"store","within":"PT4H","what":"your phone is swapped today"}"""),
            Event("2", "handoff.requested", 0.2, """{"handoff":"h1","from":"store","to":"account-manager","kind":"work","promise":"swap"}"""),
            Event("3", "handoff.accepted", 1, """{"handoff":"h1"}"""),
            Event("4", "obstacle.met", 1.5, """{"obstacle":"o","at":"account-manager","handoff":"h1","cause":"absence","decision":"training-day"}"""),
            Event("5", "obstacle.cleared", 7, """{"obstacle":"o"}"""),
            Event("6", "handoff.requested", 7.1, """{"handoff":"h2","from":"account-manager","to":"archive","kind":"information","inServiceOf":"h1"}"""),
            Event("7", "handoff.delivered", 7.5, """{"handoff":"h2"}"""),
            Event("8", "handoff.delivered", 8, """{"handoff":"h1"}"""),
            Event("9", "promise.kept", 8.2, """{"promise":"swap"}"""),
        ];
    }
}

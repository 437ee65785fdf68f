using System.Text;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;
using JourneyTrace.Telemetry.Journeys;
using JourneyTrace.Testing;

namespace JourneyTrace.Operations.Tests;

/// <summary>A journey's spans: the same for any order of the events, chained, and never too many.</summary>
public sealed class Spans_of_journeys
{
    [Fact]
    public void They_are_the_same_byte_for_byte_in_any_order_of_the_events()
    {
        var random = new Random(5);
        var lines = Stories.Swap("order").ToArray();
        var first = OtlpJson.Write(Of(lines));
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(lines);
            Assert.Equal(first, OtlpJson.Write(Of(lines)));
        }
        Assert.NotEqual(first, OtlpJson.Write(Of(lines, revision: 2)));
        Assert.NotEqual(first, OtlpJson.Write(Of(lines, tenant: 2)));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(497)]
    [InlineData(498)]
    [InlineData(3000)]
    public void There_are_at_most_five_hundred_and_each_has_its_parent(int handoffs)
    {
        var journey = Of([.. Chain(handoffs)]);
        Assert.True(journey.Spans.Count <= JourneySpans.Most);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var span in journey.Spans)
        {
            Assert.True(seen.Count == 0 ? span.Parent is null : seen.Contains(span.Parent!), span.Name);
            Assert.True(seen.Add(span.Id));
            Assert.True(span.End >= span.Start);
        }
        var shown = journey.Spans.Count(s => s.Name.StartsWith("work ", StringComparison.Ordinal));
        if (shown == handoffs)
            Assert.DoesNotContain(journey.Spans, s => s.Name.StartsWith("and ", StringComparison.Ordinal));
        else
            Assert.Equal($"and {handoffs - shown} more", journey.Spans[^1].Name);
    }

    [Fact]
    public void What_has_not_ended_is_a_moment_that_says_so()
    {
        var journey = Of([.. Stories.Swap("open").Take(3)]);
        Assert.False(journey.Settled);
        var waiting = journey.Spans.Single(s => s.Name == "work store → account-manager");
        Assert.Equal(TimeSpan.FromSeconds(1), waiting.End - waiting.Start);
        Assert.Contains(("journeytrace.open", (object)true), waiting.Attributes);
    }

    [Fact]
    public void A_case_without_anything_is_its_root_alone()
    {
        var journey = Of([Told.Json("x", "customer.contacted", "bare", Told.Monday, """{"link":"desk"}""")]);
        Assert.Equal(("customer", "journey"), (Assert.Single(journey.Spans).Service, journey.Spans[0].Name));
    }

    static IEnumerable<string> Chain(int handoffs)
    {
        yield return Told.Json("p", "promise.made", "long", Told.Monday, """{"promise":"p","by":"l0","within":"PT1H"}""");
        for (var i = 0; i < handoffs; i++)
            yield return Told.Json($"h{i}", "handoff.requested", "long", Told.Monday.AddSeconds(i + 1), $$"""{"handoff":"h{{i}}","from":"l{{i % 7}}","to":"l{{(i + 1) % 7}}","inServiceOf":"{{(i == 0 ? "p" : $"h{i - 1}")}}"}""");
    }

    static JourneyAsTrace Of(IReadOnlyList<string> lines, int tenant = 1, int revision = 1)
    {
        var events = lines.Select(line => EventReader.Read(Encoding.UTF8.GetBytes(line), Told.Monday)).ToList();
        Assert.All(events, e => Assert.Null(e.Refusal?.Detail));
        var told = events.Select(e => StoredEvent.ToCaseEvent(e.Event!.Source, e.Event.Id, e.Event.Schema.Type, e.Event.Time, Told.Monday, e.Event.Data.Span));
        var trace = CaseTrace.Of(events[0].Event!.Subject, told, Organisation.Empty, Catalogue.Empty, Told.Monday.AddDays(30));
        return JourneySpans.Of(tenant, trace, SentBy.Unknown, revision);
    }
}

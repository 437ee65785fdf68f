using System.Diagnostics;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;

namespace JourneyTrace.Specs;

/// <summary>Huge cases of awkward shapes are traced in under 50 ms: no recursion, no quadratic scans. Alone, as it is timed.</summary>
[Collection("Timed")]
public sealed class Cases_of_10000_events
{
    // The first tries are compiled on the way, and another program may have the machine for a moment.
    const int MostTries = 60;

    static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(50);
    static readonly DateTime Start = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Shapes => ["children of one parent", "a chain", "refusals of one need", "obstacles at one link", "1,000 promises", "a circle", "escalations"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Of_any_shape_are_traced_quickly(string shape)
    {
        var events = Shaped(shape).Select((fact, i) => Event(i, fact)).ToList();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < MostTries && best >= Bound; i++)
        {
            var clock = Stopwatch.StartNew();
            var trace = CaseTrace.Of("c", events, Organisation.Empty, Catalogue.Empty, Start.AddDays(30));
            best = clock.Elapsed < best ? clock.Elapsed : best;
            Assert.NotEmpty(trace.Promises);
        }
        Assert.True(best < Bound, $"{shape}: {best.TotalMilliseconds} ms");
    }

    static IEnumerable<Fact> Shaped(string shape)
    {
        if (shape == "1,000 promises")
            return Enumerable.Range(0, 1000).Select(i => (Fact)new PromiseMade("p" + i, "store", Start.AddHours(1), null, null, null))
                .Concat(Enumerable.Range(0, 9000).Select(i => (Fact)Request("h" + i, "store", "office" + i)));
        return new Fact[] { new PromiseMade("p", "store", Start.AddHours(1), null, null, null) }.Concat(Enumerable.Range(0, 9999).Select(i => Nth(shape, i)));
    }

    static Fact Nth(string shape, int i) => shape switch
    {
        "children of one parent" => Request("h" + i, "store", "office" + i, "p"),
        "a chain" => Request("h" + i, i == 0 ? "store" : "office" + (i - 1), "office" + i),
        "refusals of one need" => i % 2 == 0 ? Request("h" + i, "store", "office", "p") : new HandoffRefused("h" + (i - 1), "not-my-job", null),
        "obstacles at one link" => i % 2 == 0 ? new ObstacleMet("o" + i, "store", "queue", null, null) : new ObstacleCleared("o" + (i - 1)),
        "a circle" => Request("h" + i, "link" + i % 3, "link" + (i + 1) % 3, i == 0 ? "p" : null),
        _ => (i % 3) switch
        {
            0 => Request("h" + i, "store", "office", "p"),
            1 => new HandoffRefused("h" + (i - 1), "not-my-job", null),
            _ => Request("h" + i, "store", "boss", "p", "escalation"),
        },
    };

    static HandoffRequested Request(string name, string from, string to, string? serves = null, string kind = "work") =>
        new(name, from, to, kind, HandoffMode.Ask, null, null, null, serves is null ? [] : [serves]);

    static CaseEvent Event(int i, Fact fact) => new("/test", "e" + i, fact switch
    {
        PromiseMade => EventType.PromiseMade,
        HandoffRequested => EventType.HandoffRequested,
        HandoffRefused => EventType.HandoffRefused,
        ObstacleMet => EventType.ObstacleMet,
        _ => EventType.ObstacleCleared,
    }, Start.AddSeconds(i), Start, fact);
}

/// <summary>What is timed runs while nothing else does.</summary>
[CollectionDefinition("Timed", DisableParallelization = true)]
public sealed class Timed;

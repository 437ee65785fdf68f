using System.Text.Json;
using JourneyTrace.Catalogues;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Testing;

namespace JourneyTrace.Specs;

/// <summary>When an open promise is at risk: docs/replay.md, section 3, clause by clause. Made on Monday at 9:00, due at 13:00.</summary>
public sealed class At_risk
{
    const string Made = """0 promise.made {"promise":"p","by":"desk","within":"PT4H"}""";
    const string Asked = """10 handoff.requested {"handoff":"h","from":"desk","to":"office","within":"PT1H"}""";

    static readonly Catalogue Catalogue = CatalogueReader.Read(JsonDocument.Parse("""
        {"calendars":{"late":{"zone":"UTC","hours":{"mon-fri":"12:00-18:00"}}},"links":{"night":{"side":"internal","calendar":"late"}}}
        """).RootElement).Catalogue!;

    [Theory]
    [InlineData(5, false, Made)]
    // Waited for, within its term; at the very end of it; past it; and no more once it has come.
    [InlineData(69, false, Made, Asked)]
    [InlineData(70, false, Made, Asked)]
    [InlineData(71, true, Made, Asked)]
    [InlineData(71, false, Made, Asked, """30 handoff.delivered {"handoff":"h"}""")]
    // Refused, incomplete; no more when what was missing came after all, or another served the same need.
    [InlineData(40, true, Made, Asked, """30 handoff.refused {"handoff":"h","reason":"absence"}""")]
    [InlineData(40, true, Made, Asked, """30 handoff.delivered {"handoff":"h","missing":["half"]}""")]
    [InlineData(60, false, Made, Asked, """30 handoff.delivered {"handoff":"h","missing":["half"]}""", """50 handoff.delivered {"handoff":"h"}""")]
    [InlineData(60, false, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"office","need":"file"}""",
        """30 handoff.refused {"handoff":"h","reason":"absence"}""", """35 handoff.requested {"handoff":"i","from":"desk","to":"archive","need":"file"}""",
        """50 handoff.delivered {"handoff":"i"}""")]
    // Its term goes beyond the promise, from the first moment on; just up to it is in time.
    [InlineData(15, true, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"office","within":"PT4H"}""")]
    [InlineData(15, false, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"office","within":"PT3H50M"}""")]
    // A chain: what the one waited for waits for.
    [InlineData(40, false, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"office"}""",
        """20 handoff.requested {"handoff":"i","from":"office","to":"lab","inServiceOf":"h","within":"PT1H"}""")]
    [InlineData(81, true, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"office"}""",
        """20 handoff.requested {"handoff":"i","from":"office","to":"lab","inServiceOf":"h","within":"PT1H"}""")]
    // The latest one is waited for: an older one over its term is not looked at.
    [InlineData(80, false, Made, Asked, """20 handoff.requested {"handoff":"i","from":"desk","to":"lab","within":"PT2H"}""")]
    // Who is only told is waited for by nobody.
    [InlineData(80, false, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"office","mode":"inform","within":"PT1H"}""")]
    // An office that opens at noon has used nothing of its hour by then, and all of it at one.
    [InlineData(181, false, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"night","within":"PT30M"}""")]
    [InlineData(211, true, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"night","within":"PT30M"}""")]
    [InlineData(15, true, Made, """10 handoff.requested {"handoff":"h","from":"desk","to":"night","within":"PT2H"}""")]
    // A promise that is decided is at no risk.
    [InlineData(80, false, Made, Asked, """75 promise.kept {"promise":"p"}""")]
    [InlineData(300, false, Made, Asked)]
    public void An_open_promise_is_at_risk(int minute, bool expected, params string[] told)
    {
        var asOf = Told.Monday.AddMinutes(minute);
        var trace = CaseTrace.Of("case", Story.Of(told), Organisation.Empty, Catalogue, asOf);
        Assert.Equal(expected, trace.Promises.Single().AtRisk);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using JourneyTrace.Catalogues;
using JourneyTrace.Events;
using JourneyTrace.Journeys;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Testing;

namespace JourneyTrace.Specs;

/// <summary>The sentences of a verdict say the figures that are written beside it, as anybody rounds them: halves up.</summary>
public sealed partial class Explanations
{
    [Fact]
    public void Halves_are_rounded_up()
    {
        // Six hours and a quarter late, and an eighth of that the desk's own.
        var trace = CaseTrace.Of("case", Story.Of(
            """0 promise.made {"promise":"p","by":"desk","within":"PT25M"}""",
            """50 handoff.requested {"handoff":"h","from":"desk","to":"office"}""",
            """400 handoff.delivered {"handoff":"h"}""",
            """400 promise.kept {"promise":"p"}"""), Organisation.Empty, Catalogue.Empty, Told.Monday.AddDays(2));
        var verdict = Example.Json(trace).GetProperty("promises")[0].GetProperty("verdict");
        Assert.Equal(
            "“p”, promised by desk, was kept 6.3 hours late. 88 % of the delay was office's, because the work took longer than there was time for; desk itself had 13 % of it.", verdict.GetProperty("explanation").GetString());
    }

    [Fact]
    public void The_part_of_the_root_is_the_sum_of_its_shares()
    {
        var compared = 0;
        var promises = Example.Stories.Concat(Example.Generated).SelectMany(example => example.Trace().GetProperty("promises").EnumerateArray());
        foreach (var promise in promises)
        {
            if (!promise.TryGetProperty("verdict", out var verdict) || verdict.ValueKind != JsonValueKind.Object)
                continue;
            var said = Part().Match(verdict.GetProperty("explanation").GetString()!);
            if (!said.Success)
                continue;
            var root = verdict.GetProperty("root").GetProperty("link").GetString();
            var sum = verdict.GetProperty("shares").EnumerateArray().Where(s => s.GetProperty("link").GetString() == root).Sum(s => s.GetProperty("share").GetDecimal());
            Assert.Equal(Math.Round(sum * 100, MidpointRounding.AwayFromZero), decimal.Parse(said.Groups["part"].Value, CultureInfo.InvariantCulture));
            compared++;
        }
        Assert.True(compared > 100, $"{compared} were compared");
    }

    [GeneratedRegex("(?<part>[0-9]+) % of the delay was", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}

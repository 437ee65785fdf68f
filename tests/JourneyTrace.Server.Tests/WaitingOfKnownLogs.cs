using System.Globalization;
using System.Net;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>Waiting time by reason, equal to the expected split of small logs; told in any order.</summary>
public sealed class WaitingOfKnownLogs(AllInOne shape) : Telling(shape, Catalogue), IClassFixture<AllInOne>
{
    // The logs come without working hours. In the manual ones everybody is away from 12:00 to 12:30, in the other from 12:00 to 13:00: what their expectations say.
    const string Catalogue = """
        {"calendars":{"manual":{"zone":"UTC","hours":{"mon-sun":["00:00-12:00","12:30-24:00"]}},"handoff":{"zone":"UTC","hours":{"mon-sun":["00:00-12:00","13:00-24:00"]}}},
         "links":{"Anya":{"calendar":"manual"},"Carmine":{"calendar":"manual"},"Cole":{"calendar":"manual"},"Dom":{"calendar":"manual"},"Marcus":{"calendar":"manual"},
         "Anya*":{"calendar":"handoff"},"Marcus*":{"calendar":"handoff"}}}
        """;

    static readonly string Data = Path.Combine(Repository.Root, "../shared/data/waiting-time");

    [Theory]
    [InlineData("manual_log_1")]
    [InlineData("manual_log_2")]
    [InlineData("manual_log_3")]
    [InlineData("manual_log_4")]
    [InlineData("manual_log_5")]
    [InlineData("handoff-test")]
    public async Task Waiting_time_is_split_by_its_reasons(string log)
    {
        Assert.SkipUnless(Directory.Exists(Data), "../shared/data is not here");
        var mark = log == "handoff-test" ? "*" : "";
        foreach (var (i, row) in Rows(log + ".csv").Index())
        {
            var name = Case(int.Parse(row["case_id"], CultureInfo.InvariantCulture));
            Tell(name, 0, "activity.recorded", "{}");
            Events.RemoveAt(Events.Count - 1);
            Events.Add(Told.Json(
                $"{name}-row-{i}", "activity.recorded", name, DateTime.Parse(row["end_time"] + "Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
                $$"""{"activity":"{{row["Activity"]}}","link":"{{row["Resource"]}}{{mark}}","person":"{{row["Resource"]}}","started":"{{row["start_time"]}}Z"}"""));
        }
        await PostedAsync();
        var found = (await AskAsync<WaitingAnswer>("v1/waiting?limit=1000")).Items.ToDictionary(i => (i.From!, i.FromResource!, i.To!, i.ToResource!));
        var expected = Rows(log + "_expected.csv");
        Assert.Equal(expected.Count, found.Count);
        foreach (var row in expected)
        {
            var item = found[(row["source_activity"], row["source_resource"] + mark, row["target_activity"], row["target_resource"] + mark)];
            Assert.Equal((row["cases"].Split(',').Length, double.Parse(row["frequency"], CultureInfo.InvariantCulture)), ((int)item.Cases, (double)item.Count));
            Assert.Equal(
                (Seconds(row["wt_total"]), Seconds(row["wt_batching"]), Seconds(row["wt_prioritization"]), Seconds(row["wt_contention"]), Seconds(row["wt_unavailability"]), Seconds(row["wt_extraneous"])),
                (item.WaitSeconds, item.Batching, item.Prioritisation, item.Contention, item.Unavailability, item.Extraneous));
        }
    }

    [Fact]
    public async Task By_person_as_by_link_and_told_what_is_missing()
    {
        Tell(Case(0), 0, "activity.recorded", """{"activity":"a","person":"p","link":"l","started":"2026-03-02T08:00:00Z"}""");
        Tell(Case(0), 60, "activity.recorded", """{"activity":"b","person":"q","link":"l","started":"2026-03-02T09:30:00Z"}""");
        await PostedAsync();
        var waiting = await AskAsync<WaitingAnswer>("v1/waiting?by=person");
        Assert.Equal(("p", "q", 1800.0, 1800.0), (waiting.Items.Single().FromResource, waiting.Items[0].ToResource, waiting.Total.WaitSeconds, waiting.Total.Extraneous));
        Assert.NotEmpty((await Shape.Client.GetAsync<WaitingAnswer>("v1/waiting?kind=none-of-this-kind", CancellationToken.None)).Missing);
        Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync("v1/waiting?by=activity")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync("v1/push-to-front?by=link")).StatusCode);
        Assert.NotEmpty((await AskAsync<PushToFrontAnswer>("v1/push-to-front")).Missing);
        var backwards = await Shape.PostAsync(Told.Json(Kind + "-back", "activity.recorded", Case(1), Told.Monday, """{"activity":"a","started":"2026-03-02T09:00:01Z"}"""));
        Assert.Contains("\"/data/started\"", await backwards.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    static double Seconds(string span)
    {
        // Such as "1 days 01:30:00", or "0 days" alone.
        var parts = span.Split(" days", StringSplitOptions.TrimEntries);
        return int.Parse(parts[0], CultureInfo.InvariantCulture) * 86400.0
            + (parts[1].Length > 0 ? TimeSpan.Parse(parts[1], CultureInfo.InvariantCulture).TotalSeconds : 0);
    }

    static List<Dictionary<string, string>> Rows(string file) => CsvRows.Read(Path.Combine(Data, file));
}

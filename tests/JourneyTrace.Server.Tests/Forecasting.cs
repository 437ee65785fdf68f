using System.Net;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>E10: what happened, and what may. A forecast is marked as one, and given only where it says more than the rate of all.</summary>
public sealed class Forecasting(AllInOne shape) : Telling(shape, "{}"), IClassFixture<AllInOne>
{
    static readonly string Log = Path.Combine(Repository.Root, "../shared/data/logs/receipt.xes.gz");

    [Fact]
    public async Task On_a_held_out_half_of_a_real_log_forecasts_beat_the_base_rate()
    {
        Assert.SkipUnless(File.Exists(Log), "../shared/data is not here");
        var (code, output, error) = await ServerProcess.RunAsync(
            "import", Log, "--mapping", Path.Combine(Repository.Root, "docs/mappings/receipt.yaml"), "--server", Shape.Processes[0].Address.ToString());
        Assert.True(code == 0, output + error);
        var now = DateTime.UtcNow;
        Events.Add(Told.Json(Kind + "-opened", "case.opened", Case(0), now.AddDays(-10), """{"kind":"permit"}"""));
        Events.Add(Told.Json(Kind + "-made", "promise.made", Case(0), now.AddDays(-10), $$"""{"promise":"decision","by":"Group 5","due":"{{Rfc3339.Format(now.AddDays(20))}}"}"""));
        await PostedAsync();
        var answer = await Shape.Client.GetAsync<ForecastAnswer>("v1/forecast?kind=permit", CancellationToken.None);
        var judged = Assert.Single(answer.Judged);
        TestContext.Current.SendDiagnosticMessage($"receipt, learned from the earlier half: Brier {judged.Brier}, base rate {judged.BaseRateBrier}, on {judged.N}");
        Assert.True(judged.Past > 1300 && judged.N > 500);
        Assert.True(judged.Brier < judged.BaseRateBrier, $"{judged.Brier} against {judged.BaseRateBrier}");
        Assert.True(judged.Given);
        var item = Assert.Single(answer.Items);
        Assert.True(item is { Forecast: true, Chance: > 0 and < 1, N: >= 20, Like: not null });
        Assert.True(item.Ci95![0] <= item.Chance && item.Chance <= item.Ci95[1]);
    }

    [Fact]
    public async Task Where_it_is_no_better_than_the_rate_of_all_no_forecast_is_given()
    {
        var (random, now) = (new Random(5), DateTime.UtcNow);
        for (var i = 0; i < 200; i++)
        {
            // Kept or not at the very end, and nothing tells beforehand.
            var made = now.AddDays(-300 + i);
            Events.Add(Told.Json($"{Kind}-{i}-opened", "case.opened", Case(i), made, $$"""{"kind":"{{Kind}}"}"""));
            Events.Add(Told.Json($"{Kind}-{i}-made", "promise.made", Case(i), made, """{"promise":"p","by":"desk","within":"P1D"}"""));
            Events.Add(Told.Json($"{Kind}-{i}-kept", "promise.kept", Case(i), made.AddHours(random.Next(2) == 0 ? 23.9 : 24.1), """{"promise":"p"}"""));
        }
        Open();
        await PostedAsync();
        var answer = await AskAsync<ForecastAnswer>("v1/forecast");
        var judged = Assert.Single(answer.Judged);
        Assert.False(judged.Given, $"{judged.Brier} against {judged.BaseRateBrier}");
        Assert.True(judged.N > 200);
        Assert.Null(answer.Items.Single().Chance);
        Assert.Contains("no better", Assert.Single(answer.Missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E10_at_risk_is_a_fact_and_a_forecast_is_marked_and_needs_a_history()
    {
        Open();
        var now = DateTime.UtcNow;
        Events.Add(Told.Json(Kind + "-asked", "handoff.requested", Case(900), now.AddHours(-1), """{"handoff":"h","from":"desk","to":"office","within":"PT1M"}"""));
        await PostedAsync();
        var item = Assert.Single((await AskAsync<ForecastAnswer>("v1/forecast")).Items);
        Assert.True(item is { AtRisk: true, Forecast: true, Chance: null, Ci95: null, N: 0 });
        Assert.Contains("Too few", Assert.Single((await AskAsync<ForecastAnswer>("v1/forecast")).Missing), StringComparison.Ordinal);
        Assert.Equal(Case(900), (await AskAsync<Page<CaseItem>>("v1/cases?atRisk=true")).Items.Single().Case);
        Assert.Equal(HttpStatusCode.BadRequest, (await Shape.Http.GetAsync("v1/forecast?by=link")).StatusCode);
    }

    void Open()
    {
        var now = DateTime.UtcNow;
        Events.Add(Told.Json(Kind + "-open-opened", "case.opened", Case(900), now.AddHours(-2), $$"""{"kind":"{{Kind}}"}"""));
        Events.Add(Told.Json(Kind + "-open", "promise.made", Case(900), now.AddHours(-2), """{"promise":"p","by":"desk","within":"P1D"}"""));
    }
}

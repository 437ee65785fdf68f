using System.Text;
using JourneyTrace.Client;

namespace JourneyTrace.Server.Demo;

/// <summary>A made-up company: some stories told event by event, and thousands of cases around them. The same every time.</summary>
sealed class DemoCompany(JourneyTraceClient client)
{
    const int Cases = 3000;
    const string FirstEvent = "v1/events/%2Fdemo%2Fcompany/decision-0";
    const string LastEvent = "v1/events/%2Fdemo%2Fcompany/filled";

    static readonly DateTime First = new(2026, 1, 5, 7, 0, 0, DateTimeKind.Utc);

    /// <summary>Whether it was filled in before: its last event is stored.</summary>
    public async Task<bool> IsThereAsync(CancellationToken stop)
    {
        try
        {
            return (await client.GetAsync<EventPlace>(LastEvent, stop)).Status == "stored";
        }
        catch (JourneyTraceException)
        {
            return false;
        }
    }

    /// <summary>Whether there are events that it did not make.</summary>
    public async Task<bool> IsSomebodysAsync(CancellationToken stop) =>
        (await client.GetAsync<Page<CaseItem>>("v1/cases?limit=1", stop)).Items.Count > 0 && !await IsBegunAsync(stop);

    async Task<bool> IsBegunAsync(CancellationToken stop)
    {
        try
        {
            return (await client.GetAsync<EventPlace>(FirstEvent, stop)).Status == "stored";
        }
        catch (JourneyTraceException)
        {
            return false;
        }
    }

    /// <summary>Puts the catalogue where there is none yet, posts all events, and waits until they are replayed.</summary>
    public async Task<PostAnswer> FillAsync(CancellationToken stop)
    {
        if ((await client.GetAsync<CatalogueAnswer>("v1/catalogue", stop)).Version == 0)
        {
            var content = new StringContent(Resource("catalogue.json"), Encoding.UTF8, "application/json");
            await client.SendAsync<CatalogueAnswer>(new HttpRequestMessage(HttpMethod.Put, "v1/catalogue") { Content = content }, stop);
        }
        using var lines = new MemoryStream();
        await using (var writer = new StreamWriter(lines, new UTF8Encoding(false), leaveOpen: true))
        {
            await writer.WriteAsync(Resource("stories.ndjson"));
            foreach (var line in Events())
                await writer.WriteLineAsync(line);
        }
        lines.Position = 0;
        var answer = await client.PostLinesAsync(lines, dryRun: false, stop);
        while ((await client.GetAsync<EventPlace>(LastEvent, stop)).Replayed != true)
            await Task.Delay(50, stop);
        return answer;
    }

    static IEnumerable<string> Events()
    {
        foreach (var (number, decision) in DemoDecisions.All.Index())
            yield return decision.Line(number);
        var random = new DemoRandom(20260105);
        for (var i = 0; i < Cases; i++)
        {
            foreach (var line in new DemoCase(i, First.AddMinutes(i * 145), random).Lines())
                yield return line;
        }
        yield return DemoCase.Line(
            "filled", "corrective.taken", "organisation", First.AddDays(300), """{"finding":"none","title":"the company is filled in"}""");
    }

    static string Resource(string name)
    {
        using var stream = typeof(DemoCompany).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

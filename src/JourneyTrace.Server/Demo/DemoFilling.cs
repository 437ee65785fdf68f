using System.Text;
using JourneyTrace.Client;
using JourneyTrace.Demo;

namespace JourneyTrace.Server.Demo;

/// <summary>Fills in the made-up company, up to now.</summary>
sealed class DemoFilling(JourneyTraceClient client)
{
    const int Cases = 3000;
    const string FirstEvent = "v1/events/%2Fdemo%2Fcompany/decision-0";
    const string LastEvent = "v1/events/%2Fdemo%2Fcompany/filled";

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
    /// <param name="end">The company's last day, UTC.</param>
    public async Task<PostAnswer> FillAsync(DateTime end, CancellationToken stop)
    {
        var company = new DemoCompany(end, Cases);
        if ((await client.GetAsync<CatalogueAnswer>("v1/catalogue", stop)).Version == 0)
        {
            var content = new StringContent(DemoCompany.Catalogue, Encoding.UTF8, "application/json");
            await client.SendAsync<CatalogueAnswer>(new HttpRequestMessage(HttpMethod.Put, "v1/catalogue") { Content = content }, stop);
        }
        using var lines = new MemoryStream();
        await using (var writer = new StreamWriter(lines, new UTF8Encoding(false), leaveOpen: true))
        {
            await writer.WriteAsync(DemoCompany.Stories);
            foreach (var line in company.Organisation().Concat(company.Cases().SelectMany(c => c.Lines)).Append(company.Last()))
                await writer.WriteLineAsync(line);
        }
        lines.Position = 0;
        var answer = await client.PostLinesAsync(lines, dryRun: false, stop);
        while ((await client.GetAsync<EventPlace>(LastEvent, stop)).Replayed != true)
            await Task.Delay(50, stop);
        return answer;
    }
}

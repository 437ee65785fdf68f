using System.Net;
using System.Text.Json.Nodes;
using JourneyTrace.Client;
using JourneyTrace.Events;
using JourneyTrace.Specs;

namespace JourneyTrace.Server.Tests;

/// <summary>The same events in a thousand orders, some twice, one here and one there, so that each case is traced over and over with something missing: in the end each has exactly the documented trace.</summary>
public sealed class Arriving_in_any_order(AllInOne shape) : IClassFixture<AllInOne>
{
    const int Orders = 1000;

    [Fact]
    public async Task A_thousand_orders_have_one_trace()
    {
        var group = Example.Stories.GroupBy(e => e.Catalogue.GetRawText(), StringComparer.Ordinal).MaxBy(g => g.Count())!;
        using (var put = await shape.Http.PutAsync("v1/catalogue", new StringContent(group.Key, null, "application/json")))
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        var (random, stories) = (new Random(23), group.ToList());
        var copies = Enumerable.Range(0, Orders).Select(copy => (Story: stories[copy % stories.Count], Case: $"copy-{copy}", Events: Shuffled(stories[copy % stories.Count], copy, random))).ToList();
        for (var round = 0; round < copies.Max(c => c.Events.Count); round++)
        {
            using var answer = await shape.PostAsync(string.Join('\n', copies.Where(c => round < c.Events.Count).Select(c => c.Events[round])), "application/x-ndjson");
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        }
        await shape.Client.CaughtUpAsync();
        foreach (var (story, @case, _) in copies)
        {
            var trace = await shape.JsonAsync($"v1/cases/{@case}/trace?asOf={Rfc3339.Format(story.AsOf)}");
            Assert.True(Difference.Between(story.Expected, trace.GetProperty("promises")) is null, $"{story.Name}, {@case}: {Difference.Between(story.Expected, trace.GetProperty("promises"))}");
        }
        // The read models are those of a replay from zero, whatever was traced on the way.
        var verified = await shape.Client.SendAsync<VerifyAnswer>(new HttpRequestMessage(HttpMethod.Post, "v1/verify"), CancellationToken.None);
        Assert.True(verified is { Equal: true, Cases: >= Orders }, verified.ToString());
    }

    /// <summary>Its events as another case's, decisions of the organisation made its own, in some order, with up to three of them twice.</summary>
    static List<string> Shuffled(Example story, int copy, Random random)
    {
        var events = story.Events.EnumerateArray().Select(e =>
        {
            var node = JsonNode.Parse(e.GetRawText())!;
            (node["subject"], node["id"]) = ($"copy-{copy}", $"copy-{copy}-{node["id"]}");
            return node.ToJsonString();
        }).ToList();
        var all = events.Concat(events.Take(copy % 4)).ToArray();
        random.Shuffle(all);
        return [.. all];
    }
}

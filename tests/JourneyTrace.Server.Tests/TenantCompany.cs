using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using JourneyTrace.Client;
using JourneyTrace.Testing;

namespace JourneyTrace.Server.Tests;

/// <summary>What a tenant has: of everything something, and its own name in each.</summary>
static class TenantCompany
{
    /// <summary>In every name that the one tenant's events hold.</summary>
    public const string Marker = "acmeonly";

    /// <summary>What was asked for may be named in a refusal.</summary>
    public static bool EchoesQuestion(string answer) => answer.Contains("\"code\":\"not_found\"", StringComparison.Ordinal);

    /// <summary>A path of the document, with what the tenant has in its place.</summary>
    public static IEnumerable<string> Filled(string path, (string Letter, string Key, string Journey) ids)
    {
        if (path.Contains("dead-letters/{number}", StringComparison.Ordinal))
            return [path.Replace("{number}", ids.Letter, StringComparison.Ordinal)];
        var filled = path.TrimStart('/').Replace("{case}", $"{Marker}-1", StringComparison.Ordinal).Replace("{source}", Marker, StringComparison.Ordinal).Replace("{id}", "e-a", StringComparison.Ordinal)
            .Replace("{decision}", $"{Marker}-freeze", StringComparison.Ordinal).Replace("{procedure}", $"{Marker}-way", StringComparison.Ordinal).Replace("{link}", $"{Marker}-front", StringComparison.Ordinal);
        return filled.StartsWith("v1/findings/stream", StringComparison.Ordinal) || filled.StartsWith("v1/compare", StringComparison.Ordinal) ? [] : [filled, .. Asked(filled, ids)];
    }

    static IEnumerable<string> Asked(string path, (string Letter, string Key, string Journey) ids)
    {
        if (path is "v1/hotspots" or "v1/promises" or "v1/handoffs" or "v1/map")
            yield return path + $"?link={Marker}-front";
        if (path is "v1/hotspots" or "v1/cases")
            yield return path + "?asOf=2026-03-03T00:00:00Z";
        if (path is "v1/cases")
            yield return path + $"?q={Marker}";
        if (path.StartsWith("jaeger/api/services", StringComparison.Ordinal))
        {
            yield return "jaeger/api/traces/" + ids.Journey;
            yield return "jaeger/api/v3/traces/" + ids.Journey;
        }
    }

    /// <summary>What has a number or a name that is not ours.</summary>
    public static async Task<(string Letter, string Key, string Journey)> IdsAsync(HttpClient acme) => (
        (await acme.GetFromJsonAsync<JsonElement>("v1/dead-letters")).GetProperty("items")[0].GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
        (await acme.GetFromJsonAsync<KeyList>("v1/keys", Wire.Options))!.Items[0].Id,
        (await acme.GetFromJsonAsync<JsonElement>($"v1/cases/{Marker}-1/journey")).EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String).Value.GetString()!);

    /// <summary>Posts its events, one of which is rejected, and waits until they are replayed.</summary>
    public static async Task FillAsync(HttpClient tenant, string name)
    {
        string[] events =
        [
            Told.Json("e-a", "case.opened", $"{name}-1", Told.Monday, $$"""{"kind":"{{name}}-kind","customer": { "id":"{{name}}-customer","segment":"{{name}}-segment" } }""", name),
            Told.Json("e-b", "promise.made", $"{name}-1", Told.Monday, $$"""{"promise":"{{name}}-promise","by":"{{name}}-front","within":"PT4H","what":"{{name}}-swap"}""", name),
            Told.Json("e-c", "handoff.requested", $"{name}-1", Told.Monday.AddMinutes(5), $$"""{"handoff":"h","from":"{{name}}-front","to":"{{name}}-depot","need":"{{name}}-part","inServiceOf":"{{name}}-promise"}""", name),
            Told.Json("e-d", "handoff.refused", $"{name}-1", Told.Monday.AddHours(6), $$"""{"handoff":"h","reason":"absence","decision":"{{name}}-freeze","note":"{{name}}"}""", name),
            Told.Json("e-f", "decision.taken", "organisation", Told.Monday, $$"""{"decision":"{{name}}-freeze","title":"{{name}}","links":["{{name}}-depot"],"from":"2026-01-01T00:00:00Z","to":"2026-12-31T00:00:00Z"}""", name),
            Told.Json("e-g", "customer.contacted", $"{name}-1", Told.Monday.AddHours(7), $$"""{"link":"{{name}}-front","channel":"{{name}}-phone","minutes":5}""", name),
            Told.Json("e-h", "complaint.voiced", $"{name}-1", Told.Monday.AddHours(8), $$"""{"complaint":"{{name}}-complaint","at":"{{name}}-front"}""", name),
            Told.Json("e-i", "activity.recorded", $"{name}-1", Told.Monday.AddHours(1), $$"""{"activity":"{{name}}-activity","link":"{{name}}-depot"}""", name),
            Told.Json("e-j", "effect.recorded", $"{name}-1", Told.Monday.AddHours(9), $$"""{"what":"{{name}}-effect","side":"internal","amount":5,"unit":"{{name}}-unit"}""", name),
            Told.Json("e-e", "case.opened", $"{name}-2", Told.Monday, $$"""{"kind":"{{name}}-kind"}""", name),
        ];
        var answer = await tenant.PostAsync("v1/events", new StringContent("[" + string.Join(',', events) + "]", new MediaTypeHeaderValue("application/json")));
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, said);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await tenant.PostAsync("v1/events", new StringContent(Told.Json("bad", "promise.made", $"{name}-1", Told.Monday, $$"""{"promise":"{{name}}-letter"}""", name), new MediaTypeHeaderValue("application/json")))).StatusCode);
        await Eventually.HoldsAsync("It is not replayed", async () => await IsReplayedAsync(tenant, $"v1/events/{name}/e-e") && await IsReplayedAsync(tenant, $"v1/events/{name}/e-j"));
    }

    static async Task<bool> IsReplayedAsync(HttpClient tenant, string path) => (await tenant.GetFromJsonAsync<JsonElement>(path)).GetProperty("replayed").ValueKind == JsonValueKind.True;
}

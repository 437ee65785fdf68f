using System.Net.Http.Headers;

namespace JourneyTrace.Faults.Tests;

/// <summary>
/// Requests of an operator to what says who may come in and what is kept: keys, tenants, retention, forgetting, webhooks, and who comes in with what is no key. They go to a server of their own,
/// as they change what may be read back.
/// </summary>
sealed class FuzzedAdministration(FuzzedInput input)
{
    static readonly (HttpMethod Method, string Path, string Json)[] Requests =
    [
        (HttpMethod.Post, "v1/keys", """{"name":"till","scopes":["read","intake"],"sources":["/crm"],"endsAt":"2030-01-01T00:00:00Z","requestsPerSecond":50,"eventsPerDay":1000}"""),
        (HttpMethod.Post, "v1/keys", """{"name":"theirs","scopes":["admin","personal"],"tenant":"fuzz"}"""), (HttpMethod.Post, "v1/keys/{id}/rotate", """{"graceSeconds":60}"""), (HttpMethod.Delete, "v1/keys/{id}", "{}"),
        (HttpMethod.Post, "v1/tenants", """{"name":"fuzz"}"""), (HttpMethod.Put, "v1/retention", """{"personalDays":30,"deadLetterDays":10,"auditDays":20}"""),
        (HttpMethod.Post, "v1/personal/forget", """{"customer":"cu-4711"}"""), (HttpMethod.Post, "v1/personal/forget", """{"case":"my-phone-shop"}"""), (HttpMethod.Post, "v1/personal/export", """{"case":"my-phone-shop"}"""),
        (HttpMethod.Post, "v1/webhooks", """{"url":"https://hooks.example.org/in","types":["promise-broken"]}"""), (HttpMethod.Post, "v1/webhooks/{id}/resume", "{}"), (HttpMethod.Delete, "v1/webhooks/{id}", "{}"),
        (HttpMethod.Post, "v1/session", """{"key":"jt_0123456789ab_secret"}"""), (HttpMethod.Delete, "v1/session", "{}"), (HttpMethod.Post, "v1/dead-letters/{id}/retry", "{}"), (HttpMethod.Get, "v1/sources", ""), (HttpMethod.Get, "v1/audit", ""),
    ];

    static readonly string[] Schemes = ["Bearer ", "Basic ", "bearer jt_", "Bearer jt_0123456789ab_", ""];

    readonly List<string> _ids = [];

    /// <summary>The next of them, in turn.</summary>
    public HttpRequestMessage Next(int number)
    {
        var (method, path, json) = Requests[number % Requests.Length];
        var id = _ids.Count > 0 && number % 3 > 0 ? _ids[number % _ids.Count] : input.Word();
        var request = new HttpRequestMessage(method, path.Replace("{id}", Uri.EscapeDataString(id), StringComparison.Ordinal));
        if (json.Length > 0)
            request.Content = new ByteArrayContent(input.Like(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        else
            request.Headers.TryAddWithoutValidation("Authorization", Header(number));
        return request;
    }

    /// <summary>Learns the number of what was made, so that it is changed later.</summary>
    public void Learn(string answer)
    {
        var at = answer.IndexOf("\"id\":\"", StringComparison.Ordinal) + 6;
        if (at > 5)
            _ids.Add(answer[at..answer.IndexOf('"', at)]);
    }

    // A header takes neither the ends of lines nor what is no ASCII.
    string Header(int number) => Schemes[number % Schemes.Length] + string.Concat(input.Word().Where(letter => letter is >= ' ' and <= '~'));
}

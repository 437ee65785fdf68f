using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace JourneyTrace.Client;

/// <summary>A JourneyTrace server, as its integrators and its command line use it.</summary>
public sealed class JourneyTraceClient(HttpClient http)
{
    /// <summary>Where a server is when nothing else is said.</summary>
    public const string DefaultServer = "http://127.0.0.1:5080";

    /// <summary>Posts a stream of events, one JSON object a line.</summary>
    /// <exception cref="JourneyTraceException">The server refused the request as a whole, or cannot be reached.</exception>
    public async Task<PostAnswer> PostLinesAsync(Stream lines, bool dryRun, CancellationToken stop)
    {
        using var content = new StreamContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return await PostEventsAsync(content, dryRun, stop);
    }

    /// <summary>Posts one event or an array of them.</summary>
    /// <exception cref="JourneyTraceException">The server refused the request as a whole, or cannot be reached.</exception>
    public async Task<PostAnswer> PostJsonAsync(Stream json, bool dryRun, CancellationToken stop)
    {
        using var content = new StreamContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await PostEventsAsync(content, dryRun, stop);
    }

    /// <summary>Gets an answer.</summary>
    /// <exception cref="JourneyTraceException">The server refused, or cannot be reached.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken stop) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), stop);

    /// <summary>Gets an answer as text of a media type.</summary>
    /// <exception cref="JourneyTraceException">The server refused, or cannot be reached.</exception>
    public async Task<string> GetTextAsync(string path, string mediaType, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        using var response = await ReachAsync(request, stop);
        await RefuseAsync(response, stop);
        return await response.Content.ReadAsStringAsync(stop);
    }

    /// <summary>Gets an answer of any length into a stream.</summary>
    /// <exception cref="JourneyTraceException">The server refused, or cannot be reached.</exception>
    public async Task CopyAsync(string path, Stream to, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await ReachAsync(request, stop);
        await RefuseAsync(response, stop);
        await response.Content.CopyToAsync(to, stop);
    }

    /// <summary>Sends something and gets an answer.</summary>
    /// <exception cref="JourneyTraceException">The server refused, or cannot be reached.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken stop)
    {
        using (request)
        {
            using var response = await ReachAsync(request, stop);
            await RefuseAsync(response, stop);
            return (await response.Content.ReadFromJsonAsync<T>(Wire.Options, stop))!;
        }
    }

    /// <summary>Sends something that is answered by nothing but that it was done.</summary>
    /// <exception cref="JourneyTraceException">The server refused, or cannot be reached.</exception>
    public async Task SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using (request)
        {
            using var response = await ReachAsync(request, stop);
            await RefuseAsync(response, stop);
        }
    }

    async Task<PostAnswer> PostEventsAsync(HttpContent content, bool dryRun, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, dryRun ? "v1/events?dryRun=true" : "v1/events") { Content = content };
        using var response = await ReachAsync(request, stop);
        if ((int)response.StatusCode is 200 or 207 or 422 && response.Content.Headers.ContentType?.MediaType == "application/json")
            return (await response.Content.ReadFromJsonAsync<PostAnswer>(Wire.Options, stop))!;
        await RefuseAsync(response, stop);
        throw new JourneyTraceException($"The server answered {(int)response.StatusCode} in a way that is not understood");
    }

    async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        }
        catch (HttpRequestException e)
        {
            throw new JourneyTraceException($"{http.BaseAddress} cannot be reached ({e.Message}); is 'journeytrace serve' running there?");
        }
    }

    static async Task RefuseAsync(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.IsSuccessStatusCode)
            return;
        var body = await response.Content.ReadAsStringAsync(stop);
        string? detail = null, code = null;
        try
        {
            using var problem = JsonDocument.Parse(body);
            detail = problem.RootElement.TryGetProperty("detail", out var d) ? d.GetString() : problem.RootElement.GetProperty("title").GetString();
            code = problem.RootElement.TryGetProperty("code", out var c) ? c.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Not one of our problems: its status says what there is to say.
        }
        throw new JourneyTraceException(detail ?? $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}", code);
    }
}

/// <summary>The server refused, or cannot be reached; the message is for a person.</summary>
/// <param name="code">Of the problem that the server answered with (docs/problems.md); null where it was none.</param>
public sealed class JourneyTraceException(string message, string? code = null) : Exception(message)
{
    /// <summary>Of the problem that the server answered with (docs/problems.md); null where it was none.</summary>
    public string? Code => code;
}

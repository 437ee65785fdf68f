using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using JourneyTrace.Storage;
using Microsoft.Extensions.Logging;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Where journeys are told, and when.</summary>
/// <param name="Endpoint">An OTLP/HTTP receiver, such as http://127.0.0.1:4318; <c>/v1/traces</c> is added where it has no path.</param>
/// <param name="Grace">So long a case has to be silent after everything in it ended.</param>
/// <param name="PerSecond">At most so many journeys a second.</param>
/// <param name="RefusedToo">Whether what was refused is told again though it says the same.</param>
public sealed record JourneyExportSettings(Uri Endpoint, TimeSpan Grace, int PerSecond, bool RefusedToo = false)
{
    /// <summary>Where the spans are posted.</summary>
    public Uri Traces => Endpoint.AbsolutePath.EndsWith("/v1/traces", StringComparison.Ordinal) ? Endpoint : new UriBuilder(Endpoint) { Path = Endpoint.AbsolutePath.TrimEnd('/') + "/v1/traces" }.Uri;

    /// <summary>What is sent along with each request, as the standard <c>OTEL_EXPORTER_OTLP_HEADERS</c> names it: <c>key=value,key=value</c>.</summary>
    public static IReadOnlyList<(string Name, string Value)> Headers { get; } =
    [
        .. (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_HEADERS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0].Trim(), Uri.UnescapeDataString(pair[1].Trim()))),
    ];
}

/// <summary>What became of a case that was to be told.</summary>
public enum Telling
{
    /// <summary>It was told.</summary>
    Told,

    /// <summary>The same was told before, or there is nothing to tell.</summary>
    Same,

    /// <summary>A promise has not ended: it is not told yet.</summary>
    Open,

    /// <summary>The receiver refused it for good; it is told again when the case changes, or by the command.</summary>
    Refused,
}

/// <summary>
/// Tells journeys to an OTLP receiver. Told again after a crash, a journey is the same, id by id; one that says something else than before is
/// told as another trace that links to the former; one that says the same is not told again.
/// </summary>
public sealed partial class JourneyTelling(JourneyExportSettings settings, IJourneyExports exports, JourneyReader reader, TimeProvider time, ILogger<JourneyTelling> logger) : IDisposable
{
    // A page that asks for a login is no receiver: where it leads is not followed.
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public void Dispose() => _http.Dispose();

    /// <summary>Tells one case, if it has settled and says something new.</summary>
    /// <exception cref="HttpRequestException">The receiver cannot be reached, or refuses.</exception>
    /// <exception cref="StoreUnavailableException">It may have been told, and is told again.</exception>
    public async Task<Telling> TellAsync(IExportLease lease, string @case, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(lease);
        var began = time.GetTimestamp();
        var now = time.GetUtcNow().UtcDateTime;
        if (await reader.ReadAsync(@case, 1, now, stop) is not { } journey)
            return Telling.Same;
        if (!journey.Settled)
            return Telling.Open;
        var body = OtlpJson.Write(journey);
        var content = new Guid(SHA256.HashData(body).AsSpan(0, 16));
        var last = await exports.LastAsync(@case, stop);
        if (last?.Content == content && !(last.Refused && settings.RefusedToo))
            return Telling.Same;
        var revision = (last?.Arrived ?? 0) + 1;
        if (revision > 1 && await reader.ReadAsync(@case, revision, now, stop) is { } changed)
            (journey, body) = (changed, OtlpJson.Write(changed));
        var refused = await SendAsync(body, stop);
        if (refused is not null)
            Refused(logger, @case, refused);
        await lease.TellAsync(@case, new ToldJourney(revision, content, refused is not null) { Journey = Guid.ParseExact(journey.TraceId, "N") }, stop);
        var left = TimeSpan.FromSeconds(1.0 / settings.PerSecond) - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, stop);
        return refused is null ? Telling.Told : Telling.Refused;
    }

    /// <returns>Why it was refused for good; null where it was taken.</returns>
    async Task<string?> SendAsync(byte[] body, CancellationToken stop)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, settings.Traces) { Content = content };
            foreach (var (name, value) in JourneyExportSettings.Headers)
                request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await _http.SendAsync(request, stop);
            var said = await answer.Content.ReadAsStringAsync(stop);
            var refused = (int)answer.StatusCode is 400 or 413 or 422 ? $"{(int)answer.StatusCode} {Short(said)}" : answer.IsSuccessStatusCode ? Rejected(said) : null;
            if (refused is null && !answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{(int)answer.StatusCode} {Short(said)}");
            Measurements.JourneysExported(1, refused is null ? "sent" : "failed");
            return refused;
        }
        catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !stop.IsCancellationRequested)
        {
            Measurements.JourneysExported(1, "failed");
            throw new HttpRequestException($"{settings.Traces} does not take journeys: {e.Message}", e);
        }
    }

    /// <summary>The beginning of what a receiver says, in one line.</summary>
    static string Short(string said) => string.Concat(said.Take(200).Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>What an answer of 200 says was not taken (OTLP's partial success).</summary>
    static string? Rejected(string said)
    {
        try
        {
            using var answer = JsonDocument.Parse(said.Length == 0 ? "{}" : said);
            if (answer.RootElement.ValueKind != JsonValueKind.Object || !answer.RootElement.TryGetProperty("partialSuccess", out var partial) || partial.ValueKind != JsonValueKind.Object)
                return null;
            return partial.TryGetProperty("rejectedSpans", out var spans) && spans.ToString() is not ("0" or "") ? Short(partial.GetRawText()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The journey of {Case} was refused for good, and is told again when the case changes, or by export-traces: {Why}")]
    static partial void Refused(ILogger logger, string @case, string why);
}

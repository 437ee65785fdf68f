using System.Net.Http.Headers;
using System.Security.Cryptography;
using JourneyTrace.Storage;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Where journeys are told, and when.</summary>
/// <param name="Endpoint">An OTLP/HTTP receiver, such as http://127.0.0.1:4318; <c>/v1/traces</c> is added where it has no path.</param>
/// <param name="Grace">So long a case has to be silent after everything in it ended.</param>
/// <param name="PerSecond">At most so many journeys a second.</param>
public sealed record JourneyExportSettings(Uri Endpoint, TimeSpan Grace, int PerSecond)
{
    /// <summary>Where the spans are posted.</summary>
    public Uri Traces => Endpoint.AbsolutePath == "/" ? new Uri(Endpoint, "/v1/traces") : Endpoint;
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
}

/// <summary>
/// Tells journeys to an OTLP receiver. Told again after a crash, a journey is the same, id by id; one that says something else than before is
/// told as another trace that links to the former; one that says the same is not told again.
/// </summary>
public sealed class JourneyTelling(JourneyExportSettings settings, IJourneyExports exports, JourneyReader reader, TimeProvider time) : IDisposable
{
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

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
        if (last?.Content == content)
            return Telling.Same;
        var revision = (last?.Revision ?? 0) + 1;
        if (revision > 1 && await reader.ReadAsync(@case, revision, now, stop) is { } changed)
            (journey, body) = (changed, OtlpJson.Write(changed));
        await SendAsync(body, stop);
        await lease.TellAsync(@case, new ToldJourney(revision, content) { Journey = Guid.ParseExact(journey.TraceId, "N") }, stop);
        var left = TimeSpan.FromSeconds(1.0 / settings.PerSecond) - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, stop);
        return Telling.Told;
    }

    async Task SendAsync(byte[] body, CancellationToken stop)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var answer = await _http.PostAsync(settings.Traces, content, stop);
            if (!answer.IsSuccessStatusCode)
                throw new HttpRequestException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}");
            Measurements.JourneysExported(1, "sent");
        }
        catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !stop.IsCancellationRequested)
        {
            Measurements.JourneysExported(1, "failed");
            throw new HttpRequestException($"{settings.Traces} does not take journeys: {e.Message}", e);
        }
    }
}

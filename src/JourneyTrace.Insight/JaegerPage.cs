using System.Diagnostics.CodeAnalysis;

namespace JourneyTrace.Insight;

/// <summary>Where journeys are looked at in Jaeger's page.</summary>
/// <param name="Address">
/// An address such as http://127.0.0.1:16686: the page of a store, which has what was told. Or a path such as /jaeger: a page in front of this
/// server, which asks it for every journey. No slash at its end.
/// </param>
public sealed record JaegerPage(string Address)
{
    /// <summary>Whether the page asks this server, so that it shows journeys that were told to nobody, too.</summary>
    public bool AsksHere => Address.StartsWith('/');

    /// <summary>A page of http or https, or a path of this server.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JaegerPage? page)
    {
        ArgumentNullException.ThrowIfNull(text);
        var path = text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && !text.Contains('\\', StringComparison.Ordinal) && Uri.IsWellFormedUriString(text, UriKind.Relative);
        var address = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        page = path || address ? new JaegerPage(text.TrimEnd('/')) : null;
        return page is not null;
    }

    /// <summary>Where a trace is shown; null where the page does not have it.</summary>
    public string? Of(string traceId, bool told) => told || AsksHere ? $"{Address}/trace/{traceId}" : null;
}

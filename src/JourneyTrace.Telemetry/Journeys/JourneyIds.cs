using System.Security.Cryptography;
using System.Text;

namespace JourneyTrace.Telemetry.Journeys;

/// <summary>Names of traces and spans made from what they stand for: told twice, they are the same. The database computes the first revision's, too.</summary>
public static class JourneyIds
{
    /// <param name="tenant">The tenant's number.</param>
    /// <param name="revision">1 for the first; a journey that changed after it was sent is another trace.</param>
    /// <returns>32 hex digits.</returns>
    public static string Trace(int tenant, string @case, int revision) => Hash(Seed(tenant, @case, revision), 16);

    /// <param name="piece">What the span stands for, such as <c>handoff/h1</c>.</param>
    /// <returns>16 hex digits.</returns>
    public static string Span(int tenant, string @case, int revision, string piece) => Hash(Seed(tenant, @case, revision) + "\n" + piece, 8);

    static string Seed(int tenant, string @case, int revision) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{tenant}\n{@case}") + (revision > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\n\n{revision}") : "");

    static string Hash(string seed, int bytes) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, bytes));
}

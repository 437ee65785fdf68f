using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JourneyTrace.Webhooks;

/// <summary>
/// What a webhook's request is signed with, in the form that integrators know from others: <c>t=SECONDS,v1=HEX</c>, HMAC-SHA-256 of the seconds, a dot and
/// the body, with the webhook's secret.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header that holds it.</summary>
    public const string Header = "JourneyTrace-Signature";

    const string SecretPrefix = "whsec_";

    /// <summary>A new secret.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Signs a body.</summary>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Mac(secret, seconds, body)}";
    }

    /// <summary>Whether a signature is of this body, and not older than the tolerance: for receivers.</summary>
    public static bool IsOf(string secret, string signature, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(signature);
        string? seconds = null, mac = null;
        foreach (var part in signature.Split(','))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
                seconds = part[2..];
            else if (part.StartsWith("v1=", StringComparison.Ordinal))
                mac = part[3..];
        }
        if (mac is null || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || Math.Abs(now.ToUnixTimeSeconds() - at) > tolerance.TotalSeconds)
            return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(secret, seconds, body)), Encoding.ASCII.GetBytes(mac));
    }

    static string Mac(string secret, string seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}

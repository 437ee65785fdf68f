using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JourneyTrace.Storage;

namespace JourneyTrace.Personal;

/// <summary>
/// What stands in the log in place of personal values (GDPR, article 4(5)): the same value has the same pseudonym within a tenant, so that every count stays
/// what it was; without the tenant's secret nobody can tell which value it stands for, or try some. HMAC-SHA-256, 80 bits of it. Safe to share between threads.
/// </summary>
/// <param name="secret">Of the tenant, 32 bytes.</param>
public sealed class Pseudonyms(byte[] secret)
{
    /// <summary>How many characters one has.</summary>
    public const int Length = 17;

    const byte Mark = (byte)'~';
    const int Bytes = 10;

    static ReadOnlySpan<byte> Alphabet => "abcdefghijklmnopqrstuvwxyz234567"u8;

    // A seller's name comes with each thing that the seller does.
    readonly Remembered<string, string> _known = new(20_000, StringComparer.Ordinal);

    /// <summary>The pseudonym of a text.</summary>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(JsonTokenType.String, text);
    }

    /// <summary>The pseudonym of a JSON value: a text and a number of the same digits have different ones, as each is given back as it came.</summary>
    public string Of(JsonTokenType kind, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (kind == JsonTokenType.String && IsOne(value))
            return value;
        var name = kind == JsonTokenType.String ? value : "\0" + value;
        if (_known.TryFind(name, out var known))
            return known;
        var made = Make(Encoding.UTF8.GetBytes(name));
        if (name.Length <= 200)
            _known.Remember(name, made);
        return made;
    }

    /// <summary>128 bits that tell whether two texts are the same, and nothing else to whoever lacks the secret.</summary>
    public Guid NameOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(secret, bytes, hash);
        return new Guid(hash[..16]);
    }

    /// <summary>Whether a text has the form of a pseudonym: what was exported without personal data comes in again as it went out.</summary>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || text[0] != Mark)
            return false;
        foreach (var c in text[1..])
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '2' and <= '7')))
                return false;
        }
        return true;
    }

    string Make(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(secret, name, hash);
        Span<char> text = stackalloc char[Length];
        text[0] = (char)Mark;
        var (bits, held, next) = (0, 0, 1);
        foreach (var b in hash[..Bytes])
        {
            (bits, held) = ((bits << 8) | b, held + 8);
            while (held >= 5)
            {
                held -= 5;
                text[next++] = (char)Alphabet[(bits >> held) & 31];
            }
        }
        return new string(text);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace JourneyTrace.Http.Access;

/// <summary>A key as it is handed over: <c>jt_</c>, its public id, and a secret of 256 bits that is shown once and never kept.</summary>
static class KeyText
{
    const string Prefix = "jt_";
    const int IdLength = 12;

    public static (string Id, string Text, byte[] Hash) New()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (id, $"{Prefix}{id}_{secret}", Hash(secret));
    }

    /// <summary>The id and the hash of the secret; null for what has not the form of a key.</summary>
    public static (string Id, byte[] Hash)? Read(string text) =>
        text.Length > Prefix.Length + IdLength + 1 && text.Length < 200 && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdLength] == '_'
            ? (text.Substring(Prefix.Length, IdLength), Hash(text[(Prefix.Length + IdLength + 1)..]))
            : null;

    /// <summary>Secrets are random: no salt, and no slow hash, would make them harder to guess.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

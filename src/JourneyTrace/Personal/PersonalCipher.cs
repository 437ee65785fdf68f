using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JourneyTrace.Personal;

/// <summary>AES-256 in Galois/Counter Mode, for values under a customer's key and for such keys under the operator's own.</summary>
public static class PersonalCipher
{
    /// <summary>How many bytes a key has.</summary>
    public const int KeyLength = 32;

    const int NonceLength = 12;
    const int TagLength = 16;
    const byte Bare = 0;
    const byte Wrapped = 1;

    /// <summary>Seals a value: it can be opened in this place alone.</summary>
    /// <param name="number">Of the key.</param>
    /// <param name="place">What the value is kept under.</param>
    public static byte[] Seal(byte[] key, long number, string place, ReadOnlySpan<byte> value) => Encrypt(key, Place(number, place), value, []);

    /// <summary>The value again.</summary>
    /// <exception cref="CryptographicException">It was sealed with another key, for another place, or was changed.</exception>
    public static byte[] Open(byte[] key, long number, string place, ReadOnlySpan<byte> sealedValue) => Decrypt(key, Place(number, place), sealedValue);

    /// <summary>A key as it is kept.</summary>
    /// <param name="master">The operator's; null where he has none, then it is kept as it is.</param>
    public static byte[] Wrap(byte[]? master, byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return master is null ? [Bare, .. key] : Encrypt(master, [], key, [Wrapped]);
    }

    /// <summary>Whether a key as it is kept is wrapped with one of the operator's.</summary>
    public static bool IsWrapped(ReadOnlySpan<byte> kept) => kept[0] == Wrapped;

    /// <summary>The key again.</summary>
    /// <exception cref="PersonalKeyException">It was wrapped with another one than <paramref name="master"/>.</exception>
    public static byte[] Unwrap(byte[]? master, byte[] wrapped)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        if (wrapped[0] == Bare)
            return wrapped[1..];
        if (master is null)
            throw new PersonalKeyException("Personal data of this database is closed with a key of its operator: set JOURNEYTRACE_PERSONAL_KEY to it");
        try
        {
            return Decrypt(master, [], wrapped.AsSpan(1));
        }
        catch (CryptographicException e)
        {
            throw new PersonalKeyException("Personal data of this database is closed with another JOURNEYTRACE_PERSONAL_KEY than this one: set it to the one of before", e);
        }
    }

    static byte[] Place(long number, string place)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(place)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Encoding.UTF8.GetBytes(place, bytes.AsSpan(8));
        return bytes;
    }

    static byte[] Encrypt(byte[] key, byte[] place, ReadOnlySpan<byte> value, ReadOnlySpan<byte> before)
    {
        var sealedValue = new byte[before.Length + NonceLength + TagLength + value.Length];
        before.CopyTo(sealedValue);
        var rest = sealedValue.AsSpan(before.Length);
        RandomNumberGenerator.Fill(rest[..NonceLength]);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(rest[..NonceLength], value, rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), place);
        return sealedValue;
    }

    static byte[] Decrypt(byte[] key, byte[] place, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < NonceLength + TagLength)
            throw new CryptographicException("This is too short to be a sealed value");
        var value = new byte[sealedValue.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedValue[..NonceLength], sealedValue[(NonceLength + TagLength)..], sealedValue.Slice(NonceLength, TagLength), value, place);
        return value;
    }
}

/// <summary>Personal data cannot be opened with the operator's key that was given; the message says what to do.</summary>
public sealed class PersonalKeyException(string message, Exception? inner = null) : Exception(message, inner);

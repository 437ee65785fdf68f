using System.Text.Json;

namespace JourneyTrace.Events;

/// <summary>
/// The same few names (links, kinds, causes) come back in millions of events: a small cache gives the same string for the
/// same bytes, so that a replay does not allocate each of them again. Forgetful: a collision replaces the older entry.
/// </summary>
static class Names
{
    const int Slots = 4096;
    const int Longest = 32;

    [ThreadStatic]
    static (string? Name, int Hash)[]? _cache;

    public static string Intern(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.ValueSpan.Length > Longest)
            return reader.GetString()!;
        return Intern(reader.ValueSpan);
    }

    static string Intern(ReadOnlySpan<byte> utf8)
    {
        var cache = _cache ??= new (string?, int)[Slots];
        var hash = 17;
        foreach (var b in utf8)
            hash = unchecked(hash * 31 + b);
        ref var slot = ref cache[(uint)(hash ^ (hash >>> 12)) % Slots];
        if (slot.Name is not null && slot.Hash == hash && Same(slot.Name, utf8))
            return slot.Name;
        var name = System.Text.Encoding.UTF8.GetString(utf8);
        slot = (name, hash);
        return name;
    }

    static bool Same(string name, ReadOnlySpan<byte> utf8)
    {
        if (name.Length != utf8.Length)
            return false;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (name[i] != utf8[i] || utf8[i] > 127)
                return false;
        }
        return true;
    }
}

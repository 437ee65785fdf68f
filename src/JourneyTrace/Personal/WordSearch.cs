using System.Text;
using System.Text.RegularExpressions;

namespace JourneyTrace.Personal;

/// <summary>Seeks texts in bytes of any kind, in whichever way they were written there.</summary>
static partial class WordSearch
{
    /// <summary>Whether one of the texts stands there as a word of its own.</summary>
    public static bool Finds(byte[] bytes, IReadOnlyList<string> texts)
    {
        foreach (var written in (string[])[Encoding.UTF8.GetString(bytes), Encoding.Latin1.GetString(bytes)])
        {
            var plain = Escape().Replace(written, match => ((char)Convert.ToUInt16(match.Groups["code"].Value, 16)).ToString());
            if (texts.Any(text => Stands(text, written) || Stands(text, plain)))
                return true;
        }
        return false;
    }

    static bool Stands(string text, string where)
    {
        for (var at = where.IndexOf(text, StringComparison.OrdinalIgnoreCase); at >= 0; at = where.IndexOf(text, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (IsEnd(where, at - 1) && IsEnd(where, at + text.Length))
                return true;
        }
        return false;
    }

    static bool IsEnd(string where, int at) => at < 0 || at >= where.Length || !(char.IsLetterOrDigit(where[at]) || where[at] is '_' or '-');

    [GeneratedRegex("\\\\u(?<code>[0-9a-fA-F]{4})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Escape();
}

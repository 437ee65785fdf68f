using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Logs.Conversion;

namespace JourneyTrace.Server.Commands;

/// <summary>Rows of a log that became no event, on their way to the dead letters: in portions that a server takes, whatever stands in them.</summary>
/// <param name="client">The server; null where nothing is to be kept.</param>
/// <param name="file">The log's name.</param>
sealed class LetterBox(JourneyTraceClient? client, string file)
{
    const int MostAtOnce = 500;
    const int MostBytesAtOnce = 4 << 20;

    // Of a row; the words that say what is wrong with it have a length, too.
    const int LongestRow = 6 << 20;
    const int LongestWord = 2000;

    readonly List<NewLetter> _letters = [];

    public bool IsFull => _letters.Count >= MostAtOnce;

    public void Add(RowProblem problem)
    {
        if (client is null)
            return;
        var (row, cut) = problem.Row.Length > LongestRow ? (problem.Row[..LongestRow], $" (kept are the first {LongestRow} bytes of the row's {problem.Row.Length})") : (problem.Row, "");
        _letters.Add(new NewLetter(
            Word(FormattableString.Invariant($"{file}, line {problem.Line}, column {problem.Column}")), cut.Length == 0 ? "application/json" : "application/octet-stream",
            problem.Code, Word("/" + problem.Column), Word(problem.Detail, cut), Convert.ToBase64String(row)));
    }

    /// <summary>Sends what is in it.</summary>
    /// <exception cref="JourneyTraceException">The server does not take it.</exception>
    public async Task SendAsync(CancellationToken stop)
    {
        for (var from = 0; from < _letters.Count;)
        {
            var (to, bytes) = (from, 0L);
            while (to < _letters.Count && to - from < MostAtOnce && (to == from || bytes + Size(_letters[to]) <= MostBytesAtOnce))
                bytes += Size(_letters[to++]);
            var request = new HttpRequestMessage(HttpMethod.Post, "v1/dead-letters") { Content = JsonContent.Create(_letters[from..to], options: Wire.Options) };
            await client!.SendAsync<KeptLetters>(request, stop);
            from = to;
        }
        _letters.Clear();
    }

    // A character takes six bytes of JSON at the most.
    static long Size(NewLetter letter) => letter.BodyBase64.Length + 6L * (letter.Origin.Length + letter.Pointer.Length + letter.Detail.Length);

    /// <summary>As it can be kept: without null characters, and not too long.</summary>
    static string Word(string text, string end = "")
    {
        var word = text.Replace('\0', '\uFFFD');
        var most = LongestWord - end.Length;
        if (word.Length > most)
            word = word[..(most - (char.IsHighSurrogate(word[most - 2]) ? 2 : 1))] + "…";
        return word + end;
    }
}

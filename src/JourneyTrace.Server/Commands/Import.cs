using System.IO.Pipelines;
using System.Net.Http.Json;
using JourneyTrace.Client;
using JourneyTrace.Logs;
using JourneyTrace.Logs.Conversion;
using JourneyTrace.Logs.Mappings;
using JourneyTrace.Logs.Reading;

namespace JourneyTrace.Server.Commands;

/// <summary>Reads a log and posts what its cases become, as one stream: memory does not grow with the file.</summary>
/// <param name="most">How many bytes the log may hold, decompressed.</param>
sealed class Import(JourneyTraceClient client, Mapping mapping, bool dryRun, long most = long.MaxValue)
{
    const int MostShown = 10;
    const int LettersAtOnce = 500;

    public async Task<ImportAnswer> RunAsync(string file, Action<double> progress, CancellationToken stop)
    {
        await using var stream = File.OpenRead(file);
        return await RunAsync(stream, file, progress, stop);
    }

    /// <param name="file">Its name.</param>
    public async Task<ImportAnswer> RunAsync(Stream stream, string file, Action<double> progress, CancellationToken stop)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));
        var reading = new Reading(file, SourceOf(file));
        var posting = client.PostLinesAsync(pipe.Reader.AsStream(), dryRun, stop);
        var writing = Task.Run(() => WriteAsync(stream, reading, pipe.Writer, progress, stop), stop);
        var first = await Task.WhenAny(posting, writing);
        if (first == posting && posting.IsFaulted)
            await pipe.Reader.CompleteAsync(posting.Exception!.InnerException);
        await writing;
        var answer = await posting;
        await SendLettersAsync(reading, stop);
        var refused = answer.Results.Where(r => r.Status == "rejected").Take(MostShown).Select(r => $"{r.Id}: {r.Detail}");
        return new ImportAnswer(file, reading.Cases, reading.Rows, answer, reading.BadRows, [.. reading.Shown, .. refused]);
    }

    string SourceOf(string file) => mapping.Source ?? "/import/" + Path.GetFileName(file).Split('.')[0];

    async Task WriteAsync(Stream stream, Reading reading, PipeWriter writer, Action<double> progress, CancellationToken stop)
    {
        Exception? failure = null;
        try
        {
            foreach (var @case in LogFile.Read(stream, reading.File, mapping, most))
            {
                var converted = CaseConversion.Of(@case, mapping, reading.Source);
                foreach (var e in converted.Events)
                {
                    await writer.WriteAsync(e, stop);
                    await writer.WriteAsync("\n"u8.ToArray(), stop);
                }
                reading.Add(@case, converted.Problems);
                if (reading.Letters.Count >= LettersAtOnce)
                    await SendLettersAsync(reading, stop);
                if (stream.CanRead)
                    progress(stream.Length == 0 ? 1 : (double)stream.Position / stream.Length);
            }
        }
        catch (LogFormatException e)
        {
            failure = e;
        }
        await writer.CompleteAsync();
        if (failure is not null)
            throw failure;
    }

    async Task SendLettersAsync(Reading reading, CancellationToken stop)
    {
        var letters = reading.Letters.ToList();
        reading.Letters.Clear();
        if (letters.Count == 0 || dryRun)
            return;
        var request = new HttpRequestMessage(HttpMethod.Post, "v1/dead-letters") { Content = JsonContent.Create(letters, options: Wire.Options) };
        await client.SendAsync<KeptLetters>(request, stop);
    }

    sealed class Reading(string file, string source)
    {
        public string File => file;

        public string Source => source;

        public long Cases { get; private set; }

        public long Rows { get; private set; }

        public long BadRows { get; private set; }

        public List<string> Shown { get; } = [];

        public List<NewLetter> Letters { get; } = [];

        public void Add(LogCase @case, IReadOnlyList<RowProblem> problems)
        {
            Cases++;
            Rows += @case.Rows.Count;
            foreach (var problem in problems)
            {
                BadRows++;
                if (Shown.Count < MostShown)
                    Shown.Add($"{Path.GetFileName(file)}, {problem.Detail}");
                Letters.Add(new NewLetter(
                    FormattableString.Invariant($"{Path.GetFileName(file)}, line {problem.Line}, column {problem.Column}"), "application/json",
                    problem.Code, "/" + problem.Column, problem.Detail, Convert.ToBase64String(problem.Row)));
            }
        }
    }
}

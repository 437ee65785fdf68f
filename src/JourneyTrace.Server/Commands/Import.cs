using System.IO.Pipelines;
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

    public async Task<ImportAnswer> RunAsync(string file, Action<double> progress, CancellationToken stop)
    {
        await using var stream = File.OpenRead(file);
        return await RunAsync(stream, file, progress, stop);
    }

    /// <param name="file">Its name.</param>
    public async Task<ImportAnswer> RunAsync(Stream stream, string file, Action<double> progress, CancellationToken stop)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));
        var reading = new Reading(file, SourceOf(file), new LetterBox(dryRun ? null : client, Path.GetFileName(file)));
        var posting = client.PostLinesAsync(pipe.Reader.AsStream(), dryRun, stop);
        var writing = Task.Run(() => WriteAsync(stream, reading, pipe.Writer, progress, stop), stop);
        var first = await Task.WhenAny(posting, writing);
        if (first == posting && posting.IsFaulted)
            await pipe.Reader.CompleteAsync(posting.Exception!.InnerException);
        await writing;
        var answer = await posting;
        await reading.Letters.SendAsync(stop);
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
                if (reading.Letters.IsFull)
                    await reading.Letters.SendAsync(stop);
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

    sealed class Reading(string file, string source, LetterBox letters)
    {
        public string File => file;

        public string Source => source;

        public long Cases { get; private set; }

        public long Rows { get; private set; }

        public long BadRows { get; private set; }

        public List<string> Shown { get; } = [];

        public LetterBox Letters => letters;

        public void Add(LogCase @case, IReadOnlyList<RowProblem> problems)
        {
            Cases++;
            Rows += @case.Rows.Count;
            foreach (var problem in problems)
            {
                BadRows++;
                if (Shown.Count < MostShown)
                    Shown.Add($"{Path.GetFileName(file)}, {problem.Detail}");
                letters.Add(problem);
            }
        }
    }
}

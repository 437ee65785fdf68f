using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml;
using JourneyTrace.Testing;

namespace JourneyTrace.Benchmarks;

/// <summary>How long <c>./journeytrace report</c> takes over a log, as a fresh process, against decompressing and parsing its XML alone in a warm one.</summary>
static class FileReportSpeed
{
    const int Rounds = 7;

    /// <param name="log">A log in XES, compressed with gzip.</param>
    public static void Run(string log, string mapping)
    {
        Parse(log);
        var parsing = new List<double>();
        var whole = new List<(double Seconds, double Megabytes)>();
        var stolen = new Stolen();
        RunOnce(log, mapping);
        for (var i = 0; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            Parse(log);
            parsing.Add(clock.Elapsed.TotalSeconds);
            whole.Add(RunOnce(log, mapping));
        }
        parsing.Sort();
        var seconds = whole.Select(w => w.Seconds).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | what | seconds, median of {Rounds} (fastest, slowest) | against parsing alone | most memory |
            |---|---|---|---|
            | gzip and XML alone, warm (the reference) | {parsing[Rounds / 2]:N2} ({parsing[0]:N2}, {parsing[^1]:N2}) | 1.0 | |
            | ./journeytrace report, a fresh process | {seconds[Rounds / 2]:N2} ({seconds[0]:N2}, {seconds[^1]:N2}) | {seconds[Rounds / 2] / parsing[Rounds / 2]:N1} | {whole.Max(w => w.Megabytes):N0} MB |

            {stolen.Part():P0} stolen.
            """));
    }

    static void Parse(string log)
    {
        using var xml = XmlReader.Create(new GZipStream(File.OpenRead(log), CompressionMode.Decompress), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CloseInput = true });
        while (xml.Read())
        {
            while (xml.MoveToNextAttribute())
                _ = xml.Value.Length;
        }
    }

    static (double Seconds, double Megabytes) RunOnce(string log, string mapping)
    {
        var start = new ProcessStartInfo("/usr/bin/time", ["-f", "%e %M", Path.Combine(Repository.Root, "journeytrace"), "report", log, "--mapping", mapping, "--format", "json", "--out", "/dev/null"]) { RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var figures = said.Trim().Split('\n')[^1].Split(' ');
        return process.ExitCode == 0
            ? (double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture) / 1024)
            : throw new InvalidOperationException(said);
    }
}

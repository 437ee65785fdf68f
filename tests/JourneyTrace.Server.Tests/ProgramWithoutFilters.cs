using System.Text;
using System.Text.RegularExpressions;

namespace JourneyTrace.Server.Tests;

/// <summary>A copy of the program in which the conditions of its statements that name the tenant are cut out: <c>true</c> stands in their place, as long as they were.</summary>
sealed partial class ProgramWithoutFilters : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("journeytrace-unfiltered-");

    public ProgramWithoutFilters()
    {
        var from = System.IO.Path.GetDirectoryName(ServerProcess.Program)!;
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !System.IO.Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal)))
        {
            var to = System.IO.Path.Combine(_folder.FullName, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        // Each byte is one letter there and back.
        var statements = System.IO.Path.Combine(_folder.FullName, "JourneyTrace.Postgres.dll");
        var cut = 0;
        var without = Condition().Replace(Encoding.Latin1.GetString(File.ReadAllBytes(statements)), found =>
        {
            cut++;
            return "true".PadRight(found.Length);
        });
        Assert.True(cut > 50, $"{cut} conditions were found");
        File.WriteAllBytes(statements, Encoding.Latin1.GetBytes(without));
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, System.IO.Path.GetFileName(ServerProcess.Program));

    public void Dispose() => _folder.Delete(recursive: true);

    [GeneratedRegex(@"([a-z]+\.)?tenant = current_tenant\(\)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Condition();
}

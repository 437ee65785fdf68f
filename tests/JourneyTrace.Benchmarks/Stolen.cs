using System.Globalization;

namespace JourneyTrace.Benchmarks;

/// <summary>How much of the machine was given to others meanwhile (steal of /proc/stat, Linux): a figure measured then is that much too low.</summary>
sealed class Stolen
{
    readonly (long Stolen, long Used) _before = Read();

    /// <summary>Part of the time that this machine wanted to run and was not let, 0 to 1.</summary>
    public double Part()
    {
        var (stolen, used) = Read();
        var (s, u) = (stolen - _before.Stolen, used - _before.Used);
        return s + u == 0 ? 0 : (double)s / (s + u);
    }

    static (long Stolen, long Used) Read()
    {
        if (!File.Exists("/proc/stat"))
            return (0, 0);
        // user nice system idle iowait irq softirq steal
        var cpu = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return (cpu[7], cpu[0] + cpu[1] + cpu[2] + cpu[5] + cpu[6]);
    }
}

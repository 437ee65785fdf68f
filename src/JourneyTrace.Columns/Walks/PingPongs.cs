using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Walks;

/// <summary>How often a case went from one to another, and back at once. Steps of the same name in a row are one stay.</summary>
static class PingPongs
{
    public static PingPongCounts Of(CaseColumns columns, StepKey by, Filter filter)
    {
        var walk = new Walk(columns, by, filter);
        var pairs = new Groups<(int A, int B), Pair>();
        var (stays, met) = (new List<int>(), new HashSet<int>());
        long handovers = 0, pingPongs = 0, returns = 0, all = 0;
        CaseCounter handedOver = new(), returned = new();
        for (var i = 0; i < columns.Cases.Count; i++)
        {
            stays.Clear();
            foreach (var step in walk.At(i))
            {
                if (stays.Count == 0 || stays[^1] != step.Name)
                    stays.Add(step.Name);
            }
            all += stays.Count > 0 ? 1 : 0;
            met.Clear();
            met.UnionWith(stays);
            returns += met.Count < stays.Count ? 1 : 0;
            for (var s = 1; s < stays.Count; s++)
            {
                var pair = pairs[(stays[s - 1], stays[s])];
                pair.Handovers++;
                handovers++;
                handedOver.See(i);
                if (s + 1 == stays.Count || stays[s + 1] != stays[s - 1])
                    continue;
                pair.PingPongs++;
                pair.Cases.See(i);
                pingPongs++;
                returned.See(i);
            }
        }
        return new PingPongCounts(
            [
                .. pairs.All.Select(p => new PingPongRow(
                        columns.Names[p.Key.A]!, columns.Names[p.Key.B]!, p.Value.PingPongs, p.Value.Cases.Count, p.Value.Handovers))
                    .OrderByDescending(p => p.PingPongs).ThenBy(p => p.A, StringComparer.Ordinal).ThenBy(p => p.B, StringComparer.Ordinal),
            ],
            handovers, handedOver.Count, pingPongs, returned.Count, returns, all);
    }

    sealed class Pair
    {
        public long Handovers, PingPongs;
        public CaseCounter Cases;
    }
}

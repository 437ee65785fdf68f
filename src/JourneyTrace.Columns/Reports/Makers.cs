using JourneyTrace.Storage;

namespace JourneyTrace.Columns.Reports;

/// <summary>Promises by who made them, or where.</summary>
static class Makers
{
    public static IReadOnlyList<MakerCounts> Of(CaseColumns columns, MakerKey by, Filter filter)
    {
        var overPromise = columns.Names.Find("over-promise");
        var makers = new Groups<int, Maker>();
        new Selection(columns, filter).Each((in CaseFacts facts, in PromiseFacts promise) =>
            makers[by == MakerKey.Channel ? promise.Channel : promise.MadeBy].See(promise, facts.Lost, overPromise));
        return
        [
            .. makers.All.Select(m => m.Value.Counts(columns.Names[m.Key]))
                .OrderByDescending(m => m.AbandonedByUs).ThenByDescending(m => m.Broken).ThenBy(m => m.Key, NamesInOrder.NoneLast),
        ];
    }

    sealed class Maker
    {
        readonly List<double> _windows = [];
        Tally _tally;
        long _byCustomer, _overPromised;

        public void See(in PromiseFacts promise, bool lost, int overPromise)
        {
            _tally.See(promise);
            _byCustomer += promise.Fate == Fate.Abandoned && lost ? 1 : 0;
            _overPromised += promise.Fate == Fate.Broken && promise.RootCause == overPromise ? 1 : 0;
            _windows.Add(Moments.Seconds(promise.Made, promise.Due));
        }

        public MakerCounts Counts(string? key) => new(
            key, _tally.Promises, _tally.Kept, _tally.Released, _tally.Broken, _tally.Abandoned - _byCustomer, _byCustomer, _tally.Open, _overPromised,
            Quantile.Of(_windows, 0.5)!.Value);
    }
}

using JourneyTrace.Columns;
using JourneyTrace.Columns.Packing;
using JourneyTrace.Columns.Rows;
using JourneyTrace.Journeys.Traces;
using JourneyTrace.Storage;

namespace JourneyTrace.Postgres;

/// <summary>Traced cases as facts, and these as bytes.</summary>
sealed class PackedCases
{
    readonly CaseColumns _columns = new(new Names());

    public PackedCases(IReadOnlyList<TracedCase> traces)
    {
        var (rows, packer) = (new TracedRows(_columns), new Packer(_columns));
        Facts = [.. traces.Select(traced => packer.Pack(_columns.Cases[rows.Add(traced)]))];
        Promises = [.. traces.SelectMany(PromisesOf)];
    }

    /// <summary>One for each case, in their order.</summary>
    public IReadOnlyList<byte[]> Facts { get; }

    public IReadOnlyList<PackedPromise> Promises { get; }

    /// <summary>The names of a list of a promise.</summary>
    public IEnumerable<string> Names(Stretch list)
    {
        for (var i = 0; i < list.Count; i++)
            yield return _columns.Names[_columns.Numbers.Of(list)[i]]!;
    }

    IEnumerable<PackedPromise> PromisesOf(TracedCase traced)
    {
        var rows = _columns.Cases[_columns.PlaceOf(traced.Number)].Promises;
        foreach (var (i, promise) in TracedRows.InOrder(traced.Trace.Promises).Index())
            yield return new PackedPromise(traced, promise, _columns.Promises.Of(rows)[i]);
    }
}

/// <summary>A promise of a traced case with its facts.</summary>
sealed record PackedPromise(TracedCase Case, PromiseTrace Promise, PromiseFacts Facts)
{
    /// <summary>How much is written of it, in segments and shares: some 200 bytes each.</summary>
    public int Pieces => 1 + (Promise.Verdict?.Path.Count ?? 0) + (Promise.Verdict?.Shares.Count ?? 0);
}

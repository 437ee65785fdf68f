namespace JourneyTrace.Insight;

/// <summary>Answers a list: as CSV whole, else the part that was asked for.</summary>
static class Lists
{
    /// <summary>The same, with a column for each plain member of a row.</summary>
    public static Task AnswerAsync<T, TAnswer>(
        HttpContext http, Parameters parameters, IReadOnlyList<T> all, Func<IReadOnlyList<T>, string?, TAnswer> answer) =>
        AnswerAsync(http, parameters, all, Columns.Of<T>(), answer);

    /// <param name="answer">The answer around a part of the rows and where to go on.</param>
    public static async Task AnswerAsync<T, TAnswer>(
        HttpContext http, Parameters parameters, IReadOnlyList<T> all, IReadOnlyList<(string Name, Func<T, object?> Value)> columns,
        Func<IReadOnlyList<T>, string?, TAnswer> answer)
    {
        if (Csv.Wanted(http))
        {
            await Csv.WriteAsync(http, columns, all.ToAsyncEnumerable(), http.RequestAborted);
            return;
        }
        var (items, next) = new Part(parameters).Of(all);
        await http.Response.WriteAsJsonAsync(answer(items, next), Wire.Options);
    }
}

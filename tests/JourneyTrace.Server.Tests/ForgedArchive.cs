namespace JourneyTrace.Server.Tests;

/// <summary>What somebody who may write into the database might do to the second event of a case that was archived, to the case, and to the order of the log.</summary>
static class ForgedArchive
{
    /// <summary>Each as SQL, which finds what was there before in <c>kept_cases</c>, and what <c>verify</c> says to it.</summary>
    public static IEnumerable<(string Change, string Says)> Changes()
    {
        string[] columns = ["xids", "positions", "source_nos", "times", "recorded", "keys", "contents", "types", "ids", "data", "extensions", "trace_parents"];
        string[] hidden = ["1000000000::bigint", "1::bigint", "source_nos[1]", "times[1]", "recorded[1]", "gen_random_uuid()", "contents[1]", "types[5]", "'forged'::text", "data[5]", "null::text", "null::text"];
        var (removed, changed, hiding) = ("were removed", "is not what was", "does not come to them");
        foreach (var (set, says) in new[]
        {
            ("source_nos[2] = 999", removed), ("xids[2] = xids[2] - 1", hiding), ("xids[2] = xids[2] + 1000000", removed), ("positions[2] = positions[2] + 1", hiding),
            ("times[2] = times[2] + interval '1 second'", changed), ("recorded[2] = recorded[2] + interval '1 second'", changed), ("keys[2] = gen_random_uuid()", changed),
            ("contents[2] = gen_random_uuid()", changed), ("types[2] = types[3]", changed), ("ids[2] = 'another'", changed), ("data[2] = replace(data[2], 'PT4H', 'PT9H')", changed),
            ("extensions[2] = '{\"forged\":1}'", changed), ("trace_parents[2] = 'forged'", changed), ("case_no = (select max(case_no) from case_names)", removed),
            // The last event away, and one more: where no reader comes to, and with a place in the order.
            (string.Join(", ", columns.Select(c => $"{c} = {c}[:4]")), removed),
            (string.Join(", ", columns.Zip(hidden, (c, value) => $"{c} = {c} || {value}")), hiding),
            (string.Join(", ", columns.Zip(hidden, (c, value) => c switch
            {
                "xids" => "xids = xids || xids[1]",
                "positions" => "positions = positions || (select max(position) from events)",
                _ => $"{c} = {c} || {value}",
            })), hiding),
        })
            yield return ($"update archived_cases set {set} where case_no = (select min(case_no) from kept_cases)", says);
        yield return ("delete from archived_cases where case_no = (select min(case_no) from kept_cases)", removed);
        yield return ("delete from archived_order where position = (select max(position) from archived_order)", removed);
        yield return ("delete from archive_runs", removed);
    }
}

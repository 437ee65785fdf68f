using System.Text.Json;

namespace JourneyTrace.Specs;

/// <summary>Where a trace differs from what an example expects. What the expectation leaves out is not compared.</summary>
public static class Difference
{
    public static string? Between(JsonElement expected, JsonElement actual, string at = "")
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    if (!actual.TryGetProperty(member.Name, out var value))
                        return member.Value.ValueKind == JsonValueKind.Null ? null : $"{at}/{member.Name} is missing";
                    if (Between(member.Value, value, $"{at}/{member.Name}") is { } difference)
                        return difference;
                }
                return null;
            case JsonValueKind.Array:
                var (left, right) = (expected.EnumerateArray().ToList(), actual.EnumerateArray().ToList());
                if (left.Count != right.Count)
                    return $"{at} has {right.Count} entries and not {left.Count}: {actual.GetRawText()}";
                return left.Zip(right).Select((pair, i) => Between(pair.First, pair.Second, $"{at}/{i}")).FirstOrDefault(d => d is not null);
            case JsonValueKind.Number:
                return expected.GetDecimal() == actual.GetDecimal() ? null : $"{at} is {actual.GetRawText()} and not {expected.GetRawText()}";
            default:
                return expected.GetRawText() == actual.GetRawText() ? null : $"{at} is {actual.GetRawText()} and not {expected.GetRawText()}";
        }
    }
}

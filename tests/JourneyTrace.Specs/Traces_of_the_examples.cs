namespace JourneyTrace.Specs;

public sealed class Traces_of_the_examples
{
    public static TheoryData<string> Stories => [.. Example.Stories.Select(example => example.Name)];

    [Fact]
    public void There_are_42_stories_and_rules_and_300_generated_cases()
    {
        Assert.Equal(42, Example.Stories.Count);
        Assert.Equal(300, Example.Generated.Count);
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_story_has_exactly_its_trace(string name)
    {
        var example = Example.Find(name);
        Assert.Null(Difference.Between(example.Expected, example.Trace().GetProperty("promises")));
    }

    [Fact]
    public void Each_generated_case_has_exactly_its_trace()
    {
        var differing = Example.Generated
            .Select(example => (example.Name, Difference: Difference.Between(example.Expected, example.Trace().GetProperty("promises"))))
            .Where(result => result.Difference is not null)
            .Select(result => $"{result.Name}: {result.Difference}")
            .ToList();
        Assert.True(differing.Count == 0, $"{differing.Count} differ:\n" + string.Join('\n', differing.Take(20)));
    }
}

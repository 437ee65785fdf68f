using System.Security.Cryptography;
using System.Text;
using JourneyTrace.Sealing;

namespace JourneyTrace.Specs;

/// <summary>The tree of RFC 6962 over the log's events.</summary>
public sealed class Log_chain
{
    [Fact]
    public void The_root_is_that_of_the_standard_worked_out_by_hand()
    {
        var leaves = Leaves(3);
        byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
        Assert.Equal(leaves[0], LogChain.Root(leaves.AsSpan(0, 1)));
        Assert.Equal(Node(leaves[0], leaves[1]), LogChain.Root(leaves.AsSpan(0, 2)));
        Assert.Equal(Node(Node(leaves[0], leaves[1]), leaves[2]), LogChain.Root(leaves));
        // Published for the tree of one empty leaf.
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Convert.ToHexStringLower(LogChain.Leaf([])));
    }

    [Fact]
    public void Every_leaf_of_trees_of_every_size_climbs_to_the_root_and_no_other_does()
    {
        for (var size = 1; size <= 70; size++)
        {
            var leaves = Leaves(size);
            var root = LogChain.Root(leaves);
            for (var index = 0; index < size; index++)
            {
                Assert.Equal(root, LogChain.Climb(leaves[index], LogChain.Path(leaves, index)));
                if (size > 1)
                    Assert.NotEqual(root, LogChain.Climb(leaves[(index + 1) % size], LogChain.Path(leaves, index)));
            }
        }
    }

    [Fact]
    public void A_head_depends_on_everything_before_it()
    {
        var root = LogChain.Root(Leaves(2));
        var at = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        var head = LogChain.Head(LogChain.Beginning, 1, 2, root, at);
        Assert.NotEqual(head, LogChain.Head(root, 1, 2, root, at));
        Assert.NotEqual(head, LogChain.Head(LogChain.Beginning, 2, 2, root, at));
        Assert.NotEqual(head, LogChain.Head(LogChain.Beginning, 1, 3, root, at));
        Assert.NotEqual(head, LogChain.Head(LogChain.Beginning, 1, 2, LogChain.Root(Leaves(3)), at));
        Assert.NotEqual(head, LogChain.Head(LogChain.Beginning, 1, 2, root, at.AddMicroseconds(1)));
    }

    [Fact]
    public void There_is_no_tree_without_leaves_and_no_leaf_beyond_it()
    {
        Assert.Throws<ArgumentException>(() => LogChain.Root([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogChain.Path(Leaves(2), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogChain.Path(Leaves(2), -1));
    }

    static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(n => LogChain.Leaf(Encoding.UTF8.GetBytes($"event {n}")))];
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JourneyTrace.Personal;

namespace JourneyTrace.Specs;

/// <summary>What counts as personal data in an event, what stands for it, and what it is sealed with.</summary>
public sealed class Personal_fields
{
    static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("""{"person":"Anna"}""", """{"person":<Anna>}""")]
    [InlineData("""{"customer":{"id":"cu-1","segment":"gold","value":100}}""", """{"customer":{"id":<cu-1>,"segment":"gold","value":100}}""")]
    [InlineData("""{"customer":{"name":"A \"B\" Ö","phones":["1",2],"vip":true,"none":null}}""", """{"customer":{"name":<A "B" Ö>,"phones":[<1>,<2>],"vip":true,"none":null}}""")]
    [InlineData("""{ "attributes" : { "person" : [ "x" , { "role" : "y" } ] }, "n":1 }""", """{ "attributes" : { "person" : [ <x> , { "role" : <y> } ] }, "n":1 }""")]
    [InlineData("""{"p\u0065rson":"Anna","Person":"B"}""", """{"p\u0065rson":<Anna>,"Person":"B"}""")]
    [InlineData("""{"customer":"cu-9","to":"customer"}""", """{"customer":<cu-9>,"to":"customer"}""")]
    [InlineData("""{"customer":{"address":{"value":"street","segment":"s"}}}""", """{"customer":{"address":{"value":<street>,"segment":<s>}}}""")]
    public void Are_what_stands_in_person_and_customer(string json, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.True(PersonalFields.MayStandIn(bytes));
        Assert.Equal(expected, Encoding.UTF8.GetString(PersonalFields.Replace(bytes, (_, value, _) => $"<{value}>")!));
        Assert.Null(PersonalFields.Replace(bytes, (_, _, _) => null));
    }

    [Theory]
    [InlineData("""{"link":"store","to":"customer","note":"a person"}""")]
    [InlineData("""{"persons":"a","customers":{"id":"b"},"customer":null,"person":true}""")]
    [InlineData("[]")]
    [InlineData("1")]
    public void Are_nothing_else(string json) => Assert.Null(PersonalFields.Replace(Encoding.UTF8.GetBytes(json), (_, _, _) => "x"));

    [Fact]
    public void Say_which_value_names_the_customer()
    {
        var named = new List<string>();
        PersonalFields.Replace("""{"customer":{"name":"N","id":"cu-1"},"person":"p","attributes":{"customer":7}}"""u8, (_, value, names) =>
        {
            if (names)
                named.Add(value);
            return null;
        });
        Assert.Equal(["cu-1", "7"], named);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"person":}""")]
    public void Are_not_sought_in_what_is_no_json(string json) =>
        Assert.ThrowsAny<JsonException>(() => PersonalFields.Replace(Encoding.UTF8.GetBytes(json), (_, _, _) => null));

    [Fact]
    public void Have_pseudonyms_of_their_tenant()
    {
        var (one, other) = (new Pseudonyms(Secret), new Pseudonyms([.. Secret.Reverse()]));
        Assert.Equal(one.Of("Anna"), new Pseudonyms(Secret).Of("Anna"));
        Assert.NotEqual(one.Of("Anna"), one.Of("anna"));
        Assert.NotEqual(one.Of("Anna"), other.Of("Anna"));
        Assert.NotEqual(one.Of("7"), one.Of(JsonTokenType.Number, "7"));
        Assert.True(Pseudonyms.IsOne(one.Of("Anna")), one.Of("Anna"));
        // What was exported with pseudonyms comes in again as it is.
        Assert.Equal(one.Of("Anna"), one.Of(one.Of("Anna")));
        foreach (var none in (string[])["", "~", "Anna", "~aaaaaaaaaaaaaaa", "~aaaaaaaaaaaaaaaaa", "~aaaaaaaaaaaaaaa1", "~AAAAAAAAAAAAAAAA", "aaaaaaaaaaaaaaaaa"])
            Assert.False(Pseudonyms.IsOne(none), none);
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(i => one.Of("cu-" + i)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Are_opened_with_the_same_key_in_the_same_place_alone()
    {
        var (key, value) = (RandomNumberGenerator.GetBytes(32), "Anna Österreich"u8.ToArray());
        var closed = PersonalCipher.Seal(key, 7, "~aaaaaaaaaaaaaaaa", value);
        Assert.Equal(value, PersonalCipher.Open(key, 7, "~aaaaaaaaaaaaaaaa", closed));
        Assert.NotEqual(closed, PersonalCipher.Seal(key, 7, "~aaaaaaaaaaaaaaaa", value));
        Assert.ThrowsAny<CryptographicException>(() => PersonalCipher.Open(key, 8, "~aaaaaaaaaaaaaaaa", closed));
        Assert.ThrowsAny<CryptographicException>(() => PersonalCipher.Open(key, 7, "~aaaaaaaaaaaaaaab", closed));
        Assert.ThrowsAny<CryptographicException>(() => PersonalCipher.Open(RandomNumberGenerator.GetBytes(32), 7, "~aaaaaaaaaaaaaaaa", closed));
        for (var i = 0; i < closed.Length; i++)
        {
            var changed = (byte[])closed.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => PersonalCipher.Open(key, 7, "~aaaaaaaaaaaaaaaa", changed));
        }
        Assert.ThrowsAny<CryptographicException>(() => PersonalCipher.Open(key, 7, "~aaaaaaaaaaaaaaaa", closed.AsSpan(0, 20)));
    }

    [Fact]
    public void Have_keys_that_the_operators_key_closes()
    {
        var (master, key) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        Assert.Equal(key, PersonalCipher.Unwrap(master, PersonalCipher.Wrap(master, key)));
        Assert.Equal(key, PersonalCipher.Unwrap(null, PersonalCipher.Wrap(null, key)));
        // What was kept before there was one is still read.
        Assert.Equal(key, PersonalCipher.Unwrap(master, PersonalCipher.Wrap(null, key)));
        Assert.Equal(-1, PersonalCipher.Wrap(master, key).AsSpan().IndexOf(key));
        Assert.Contains("JOURNEYTRACE_PERSONAL_KEY", Assert.Throws<PersonalKeyException>(() => PersonalCipher.Unwrap(null, PersonalCipher.Wrap(master, key))).Message, StringComparison.Ordinal);
        Assert.Contains("another", Assert.Throws<PersonalKeyException>(() => PersonalCipher.Unwrap(key, PersonalCipher.Wrap(master, key))).Message, StringComparison.Ordinal);
    }
}

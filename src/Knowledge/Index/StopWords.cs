using System.Collections.Frozen;

namespace ServiceBot.Knowledge.Index;

/// <summary>Words that say nothing about what a question is about. Negations and particles such as «off» and «down» do, so they stay.</summary>
internal static class StopWords
{
    public static readonly FrozenSet<string> English = """
        a about after again also am an and any are aren't as at be because been before being both but by can can't could couldn't did didn't do does
        doesn't doing don't else ever for from get gets getting got had has have haven't having he hello hi her here hers him his how i i'd i'll i'm
        i've if in into is isn't it it's its itself just let let's like many may me might mine most much must my myself of on once one or other our
        ours please shall she should so some such than thank thanks that that's the their theirs them then there there's these they they're this
        those to too us very was wasn't we we're we've were what what's when where which while who whom whose why will with won't would you
        you'd you'll you're you've your yours yourself im ive dont want wants wanted need needs needed know tell use using try show doesnt cant isnt whats
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = English.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Particles, pronouns and the characters of question words; next to another character they still count («怎样» does not, «怎样装»'s «样装» does).</summary>
    private const string Han = "的了吗呢吧啊呀我你您他们这那是怎么样什为哪请问如何办";

    public static bool ContainsHan(ReadOnlySpan<char> character) => character is [var one] && Han.Contains(one, StringComparison.Ordinal);

    public static bool Contains(ReadOnlySpan<char> word) => Lookup.Contains(word);
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Benchmarks;

/// <summary>Reading and writing an activity with everything in it kept, beside System.Text.Json on plain classes that keep only what they name.</summary>
internal static partial class ActivitiesBenchmark
{
    private const int Rounds = 9;
    private const int Repetitions = 20_000;

    private static readonly (string Name, string Json)[] Samples =
    [
        ("message of a customer", """{"type":"message","id":"1485983408511","timestamp":"2026-11-21T10:15:00.123Z","localTimestamp":"2026-11-21T18:15:00.123+08:00","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/emea/","from":{"id":"29:1abc","name":"Mei","aadObjectId":"b0b3b9a4-7c0e-4a3b-9c4e-000000000000"},"conversation":{"conversationType":"personal","tenantId":"t","id":"a:1"},"recipient":{"id":"28:bot","name":"Harborline"},"textFormat":"plain","locale":"zh-CN","text":"我的路由器老是断线","entities":[{"locale":"zh-CN","country":"CN","platform":"Windows","type":"clientInfo"}],"channelData":{"tenant":{"id":"t"}}}"""),
        ("reply with buttons", """{"type":"message","id":"c|0000002","timestamp":"2026-11-21T10:15:01.000Z","channelId":"directline","from":{"id":"bot","name":"Harborline","role":"bot"},"conversation":{"id":"c"},"recipient":{"id":"dl_x"},"replyToId":"c|0000001","text":"If your internet disconnects again and again, look at the light on your Hub 2 while it happens.","textFormat":"markdown","locale":"en-US","inputHint":"expectingInput","suggestedActions":{"actions":[{"type":"imBack","title":"Yes","value":"Yes"},{"type":"imBack","title":"No","value":"No"}]}}"""),
    ];

    public static int Run()
    {
        Console.WriteLine("One thread; the median of nine rounds, the two taking turns. Compare within one run only.");
        foreach (var (name, json) in Samples)
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            List<double> ours = [];
            List<double> plain = [];
            for (var round = 0; round <= Rounds; round++)
            {
                var (kept, named) = (Time(() => ActivityJson.Write(ActivityJson.Parse(utf8))), Time(() => JsonSerializer.Serialize(JsonSerializer.Deserialize(utf8, PlainJson.Default.PlainActivity), PlainJson.Default.PlainActivity)));
                if (round > 0)     // the first warms up
                {
                    ours.Add(kept);
                    plain.Add(named);
                }
            }

            ours.Sort();
            plain.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-24}{utf8.Length,6:N0} bytes  read and written in {ours[Rounds / 2],5:N2} us, plain classes {plain[Rounds / 2],5:N2} us: {ours[Rounds / 2] / plain[Rounds / 2]:N2} times as long"));
        }

        return 0;
    }

    private static double Time(Func<string> once)
    {
        var watch = Stopwatch.StartNew();
        var length = 0;
        for (var n = 0; n < Repetitions; n++)
        {
            length += once().Length;
        }

        return length == 0 ? throw new InvalidOperationException("Nothing was written.") : watch.Elapsed.TotalMicroseconds / Repetitions;
    }

    private sealed record PlainActivity(
        string? Type, string? Id, string? Timestamp, string? LocalTimestamp, string? ChannelId, string? ServiceUrl, PlainAccount? From, PlainConversation? Conversation,
        PlainAccount? Recipient, string? ReplyToId, string? Text, string? TextFormat, string? Locale, string? InputHint, List<PlainEntity>? Entities,
        PlainChannelData? ChannelData, PlainSuggested? SuggestedActions);

    private sealed record PlainAccount(string? Id, string? Name, string? AadObjectId, string? Role);

    private sealed record PlainConversation(string? Id, string? ConversationType, string? TenantId);

    private sealed record PlainEntity(string? Type, string? Locale, string? Country, string? Platform);

    private sealed record PlainChannelData(PlainTenant? Tenant);

    private sealed record PlainTenant(string? Id);

    private sealed record PlainSuggested(List<PlainAction>? Actions);

    private sealed record PlainAction(string? Type, string? Title, string? Value);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(PlainActivity))]
    private sealed partial class PlainJson : JsonSerializerContext;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Answers;

/// <summary>Writes Adaptive Cards.</summary>
internal static class AdaptiveCard
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>The verb of a button that says its title.</summary>
    public const string SayVerb = "say";

    /// <summary>The verb of a form's button.</summary>
    private const string FormVerb = "form";

    /// <summary>Buttons whose titles are together no longer than this stand in a row, others one below the other. A Chinese character counts two.</summary>
    private const int LongestRow = 22;

    /// <summary>The question, facts and buttons of an answer.</summary>
    public static JsonElement Of(Answer answer, Surface surface)
    {
        var body = Body(WordsOf(answer, surface), answer.Facts, surface.CardButtons);
        var card = Card(body, surface.AdaptiveCards!, answer.Locale);
        JsonObject[] buttons = [.. answer.Choices.Select(choice => surface.CardButtons == CardButtons.Submit ? Submit(choice) : Execute(choice, answer))];
        foreach (var row in answer.Choices.Sum(Width) <= LongestRow ? [buttons] : buttons.Chunk(1))
        {
            body.Add((JsonNode)new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. row]) });
        }

        if (answer.Form is { } form)
        {
            Fill(body, form, answer, surface.CardButtons);
        }

        return JsonSerializer.SerializeToElement(card, ActivityJsonContext.Default.JsonObject);
    }

    /// <summary>What takes the place of a card whose button was pressed: the same without buttons, and what was chosen.</summary>
    /// <param name="action">The data of the pressed button, as <see cref="Of"/> wrote it.</param>
    public static JsonObject Chosen(JsonElement action)
    {
        var data = JsonObject.Create(action)!;
        var facts = (data["facts"] as JsonArray)?.OfType<JsonObject>().Select(fact => new Fact(Text(fact["title"]), Text(fact["value"]))) ?? [];
        var body = Body([Text(data["words"])], [.. facts], CardButtons.Execute);
        body.Add((JsonNode)new JsonObject { ["type"] = "TextBlock", ["text"] = $"✓ {Shown(Text(data["say"]), CardButtons.Execute)}", ["weight"] = "Bolder", ["wrap"] = true });
        return Card(body, Surfaces.TeamsPersonal.AdaptiveCards!, Text(data["lang"]));
    }

    /// <summary>A card of words alone.</summary>
    public static JsonObject Words(string words, string locale) =>
        Card(Body([SafeMarkdown.For(words, MarkdownDialect.Simple)], [], CardButtons.Execute), Surfaces.TeamsPersonal.AdaptiveCards!, locale);

    /// <summary>Fields and their button; what is filled in comes back as the button's data.</summary>
    private static void Fill(JsonArray body, AnswerForm form, Answer answer, CardButtons buttons)
    {
        foreach (var field in form.Fields)
        {
            body.Add((JsonNode)Input(field));
        }

        JsonObject Data() => new() { [FilledForm.NameField] = form.Name, [FilledForm.IdField] = form.Id, ["lang"] = answer.Locale };
        var submit = new JsonObject { ["type"] = "Action.Submit", ["title"] = form.Submit, ["data"] = Data() };
        body.Add((JsonNode)new JsonObject
        {
            ["type"] = "ActionSet",
            ["actions"] = new JsonArray(buttons == CardButtons.Submit
                ? submit
                : new JsonObject { ["type"] = "Action.Execute", ["title"] = form.Submit, ["verb"] = FormVerb, ["data"] = Data(), ["fallback"] = submit }),
        });
    }

    private static JsonObject Input(FormField field)
    {
        var input = new JsonObject { ["id"] = field.Id, ["label"] = field.Label };
        if (field.Required is { } missing)
        {
            (input["isRequired"], input["errorMessage"]) = (true, missing);
        }

        if (field.Choices.Count == 0)
        {
            (input["type"], input["isMultiline"]) = ("Input.Text", true);
        }
        else
        {
            (input["type"], input["style"]) = ("Input.ChoiceSet", field.Open ? "expanded" : "compact");
            input["choices"] = new JsonArray([.. field.Choices.Select(choice => new JsonObject { ["title"] = choice.Title, ["value"] = choice.Value })]);
        }

        return input;
    }

    private static JsonObject Card(JsonArray body, string version, string locale) => new()
    {
        ["type"] = "AdaptiveCard",
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["version"] = version,
        ["lang"] = locale,
        ["body"] = body,
    };

    private static IEnumerable<string> WordsOf(Answer answer, Surface surface) =>
        new[] { surface.WordsInCard ? answer.Text : "", answer.Question ?? "" }.Select(words => SafeMarkdown.For(words, surface.Markdown));

    private static JsonArray Body(IEnumerable<string> words, IReadOnlyList<Fact> facts, CardButtons buttons)
    {
        var body = new JsonArray([.. words.Where(text => text.Length > 0).Select(text => new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true })]);

        if (facts.Count > 0)
        {
            body.Add((JsonNode)new JsonObject
            {
                ["type"] = "FactSet",
                ["facts"] = new JsonArray([.. facts.Select(fact => new JsonObject { ["title"] = fact.Title, ["value"] = Shown(fact.Value, buttons) })]),
            });
        }

        return body;
    }

    /// <summary>A customer's words on a card, where a link would be one: Web Chat knows escapes; Teams shows them, so there the link is broken instead.</summary>
    private static string Shown(string value, CardButtons buttons) =>
        buttons == CardButtons.Submit ? SafeMarkdown.Escape(value) : value.Replace("](", "]\u200B(", StringComparison.Ordinal);

    private static JsonObject Submit(string choice) => new() { ["type"] = "Action.Submit", ["title"] = choice, ["data"] = choice };

    private static JsonObject Execute(string choice, Answer answer) => new()
    {
        ["type"] = "Action.Execute",
        ["title"] = choice,
        ["verb"] = SayVerb,
        ["data"] = new JsonObject
        {
            ["say"] = choice,
            ["lang"] = answer.Locale,
            ["words"] = answer.Question ?? answer.Text,
            ["facts"] = new JsonArray([.. answer.Facts.Select(fact => new JsonObject { ["title"] = fact.Title, ["value"] = fact.Value })]),
        },
        ["fallback"] = new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = choice,
            ["data"] = new JsonObject { ["say"] = choice, ["msteams"] = new JsonObject { ["type"] = "imBack", ["value"] = choice } },
        },
    };

    private static int Width(string title) => title.Sum(c => c >= '\u2E80' ? 2 : 1);

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

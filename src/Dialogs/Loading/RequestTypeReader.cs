using YamlDotNet.RepresentationModel;

namespace ServiceBot.Dialogs;

/// <summary>Reads types of requests: slots that together are a form.</summary>
internal static class RequestTypeReader
{
    public static void Type(Page page, YamlScalarNode key, YamlNode node, CatalogParts parts)
    {
        var name = key.Value!;
        var map = page.Mapping(node, "request_type");
        var title = map.TryGetValue("title", out var titleNode) ? TextReader.Words(page, titleNode, $"title of request type «{name}»") : null;
        if (titleNode is null)
        {
            page.Error(key, $"request type «{name}» has no title", "people choose it by its title");
        }

        var category = map.TryGetValue("category", out var categoryNode) ? page.Text(categoryNode, "category") : name;
        if (category is not null && !Names.IsName(category))
        {
            page.Error(categoryNode!, $"«{category}» is no category", "a category is a short word in lower case, such as billing");
        }

        var fields = map.TryGetValue("fields", out var fieldNodes) ? page.Texts(fieldNodes, "fields").ToList() : [];
        if (fieldNodes is null)
        {
            page.Error(key, $"request type «{name}» has no fields", "add «fields: [slot, slot]»");
        }

        foreach (var field in fields)
        {
            if (!parts.Slots.TryGetValue(field.Value!, out var slot))
            {
                page.Error(field, $"unknown slot «{field.Value}»", Spelling.Hint(field.Value!, parts.Slots.Keys));
            }
            else if (slot.Sensitive)
            {
                page.Error(field, $"the slot «{field.Value}» is sensitive, and the fields of a request are kept and shown");
            }
        }

        parts.RequestTypes[name] = new(name, title ?? new(name, name), category ?? name, [.. fields.Select(field => field.Value!).Distinct()]);
    }
}

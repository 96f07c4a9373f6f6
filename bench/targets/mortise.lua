local records = "/api/apps/bench/forms/opportunity/records"
local order = "&sort=-close_date,-id&expand=account&count=true&limit=50"
local T = {}
function T.get() return "GET", records .. "/" .. any_record() end
function T.list_wide()
  local filter = string.format(
    '{"all":[{"field":"stage","operator":"is","value":"%s"},{"field":"amount","operator":"greater_or_equal","value":"%d"}]}',
    stages[math.random(6)], math.random(87000, 89000))
  return "GET", records .. "?filter=" .. encode(filter) .. order
end
function T.list_narrow()
  local filter = string.format(
    '{"all":[{"field":"account","operator":"is","value":%d},{"field":"is_active","operator":"is","value":true}]}',
    math.random(5000))
  return "GET", records .. "?filter=" .. encode(filter) .. order
end
function T.create() return "POST", records, new_record() end
function T.update()
  local record = next_record()
  return "PATCH", records .. "/" .. record, change(record)
end
return T

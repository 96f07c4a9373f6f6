local T = {}
function T.get() return "GET", "/opportunity/" .. any_record() end
function T.list_wide()
  return "GET", "/opportunity?stage=" .. stages[math.random(6)] .. "&amount_from=" .. math.random(87000, 89000) .. "&limit=50"
end
function T.list_narrow() return "GET", "/opportunity?account=" .. math.random(5000) .. "&active=true&limit=50" end
function T.create() return "POST", "/opportunity", new_record() end
function T.update()
  local record = next_record()
  return "PATCH", "/opportunity/" .. record, change(record)
end
return T

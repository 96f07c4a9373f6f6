-- Load for wrk: OP names the operation, TARGET the file of targets/ that knows the product's addresses.
local folder = os.getenv("FOLDER")
local target = dofile(folder .. "/targets/" .. os.getenv("TARGET") .. ".lua")
local operation = target[os.getenv("OP")]
local threads = {}

stages = {"new", "qualified", "proposal", "negotiation", "won", "lost"}
local sources = {"web", "referral", "partner", "event", "cold_call"}
local versions = {}

function any_record() return math.random(1, 100000) end

function encode(text)
  return (text:gsub("[^%w%-%._~]", function(char) return string.format("%%%02X", string.byte(char)) end))
end

-- Each record once before any comes again: two changes of one record on their way at once would refuse each other.
local step = 0
function next_record()
  step = step + 1
  return (first + step * 61803) % 100000 + 1
end

-- The versions that this client believes the records have: only it changes them while it runs.
function next_version(record)
  local version = (versions[record] or 0) + 1
  versions[record] = version
  return version
end

function new_record()
  local amount = math.random(10000, 9000000) / 100
  return string.format(
    '{"name":"Bench deal %d","description":"alpha beta gamma delta omega prime north south east west cloud data edge core smart green blue rapid global local","stage":"%s","amount":"%.2f","probability":%d,"expected_revenue":"%.2f","close_date":"2026-%02d-%02d","next_meeting_at":"2026-%02d-%02dT10:30:00Z","lead_source":"%s","tags":["vip","upsell"],"is_active":true,"priority":"high","score":"%.3f","contact_email":"b%d@example.com","account":%d}',
    math.random(1, 1e9), stages[math.random(6)], amount, math.random(0, 100), amount / 2, math.random(12),
    math.random(28), math.random(12), math.random(28), sources[math.random(5)], math.random() * 10,
    math.random(1, 1e6), math.random(1, 5000))
end

function change(record)
  return string.format('{"probability":%d,"contact_email":"u%d@example.com","version":%d}',
    math.random(0, 100), math.random(1e6), next_version(record))
end

function setup(thread)
  table.insert(threads, thread)
end

function init()
  math.randomseed(tonumber(os.getenv("SEED")))
  first = math.random(0, 99999)
  kinds = ""
  headers = {["Content-Type"] = "application/json", ["Accept"] = "application/json",
    ["Authorization"] = "Bearer " .. os.getenv("TOKEN")}
end

function request()
  local method, path, body = operation()
  return wrk.format(method, path, headers, body)
end

-- What was refused, a status and a code each: few, since a run with many of them measures nothing.
function response(status, _, body)
  if status >= 400 and #kinds < 100000 then
    kinds = kinds .. status .. " " .. (body:match('"code":"([%w_]+)"') or "") .. "\n"
  end
end

function done(summary, latency)
  for _, thread in ipairs(threads) do
    for kind in thread:get("kinds"):gmatch("[^\n]+") do io.write("REFUSED " .. kind .. "\n") end
  end
  local errors = summary.errors
  io.write(string.format(
    'JSON {"requests":%d,"microseconds":%d,"p50":%.3f,"p95":%.3f,"p99":%.3f,'
    .. '"broken":{"connect":%d,"read":%d,"write":%d,"timeout":%d}}\n',
    summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, errors.connect, errors.read, errors.write, errors.timeout))
end
